export const id = 18;
export const ids = [18];
export const modules = {

/***/ 4018:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runAttached: () => (/* binding */ C)
/* harmony export */ });
/* harmony import */ var _shared_25_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9310);
/* harmony import */ var _shared_15_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6945);
/* harmony import */ var _shared_24_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8621);
/* harmony import */ var _shared_31_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6243);
/* harmony import */ var _shared_19_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(677);
/* harmony import */ var _shared_20_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(865);
/* harmony import */ var _shared_23_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2888);
/* harmony import */ var _shared_28_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2281);
/* harmony import */ var _shared_22_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6815);
/* harmony import */ var _shared_16_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(4024);
/* harmony import */ var _shared_18_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(1718);
/* harmony import */ var _shared_21_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(2978);
/* harmony import */ var _shared_17_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(6111);
/* harmony import */ var _shared_26_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(6411);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(9914);
const require = process.getBuiltinModule;
async function C(t,o){let y=o.clock.now(),A={signal:o.signal,doing:"the deployment was looked for",left:"Nothing was changed."},b=(0,_shared_24_js__WEBPACK_IMPORTED_MODULE_2__.b)(o,n=>(0,_shared_25_js__WEBPACK_IMPORTED_MODULE_0__.t)(t,n)),s=await (0,_shared_15_js__WEBPACK_IMPORTED_MODULE_1__.q)(A,b),r=[...t.problems,...(0,_shared_15_js__WEBPACK_IMPORTED_MODULE_1__.r)(s.problems,t.bad)],i=(0,_shared_15_js__WEBPACK_IMPORTED_MODULE_1__.aa)(r,t.inputs.checks),e=i===void 0?s.attachments:[],{mode:m}=t.inputs;m!=="watch"&&e.length>0&&o.deploying?.(e.map(_shared_25_js__WEBPACK_IMPORTED_MODULE_0__.v));let c=await Promise.all(e.map(n=>(0,_shared_25_js__WEBPACK_IMPORTED_MODULE_0__.b)(n,t.inputs,o))),w=i??(0,_shared_15_js__WEBPACK_IMPORTED_MODULE_1__.da)(c);return{mode:m,outcome:w,startedAt:y,finishedAt:o.clock.now(),problems:r,registered:[],services:c}}


/***/ })

};
