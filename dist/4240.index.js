export const id = 4240;
export const ids = [4240];
export const modules = {

/***/ 4240:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   diagnoseTask: () => (/* binding */ P)
/* harmony export */ });
/* harmony import */ var _shared_53_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7191);
/* harmony import */ var _shared_56_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2220);
/* harmony import */ var _shared_52_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7472);
/* harmony import */ var _shared_100_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5196);
/* harmony import */ var _shared_54_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8662);
/* harmony import */ var _shared_46_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9445);
/* harmony import */ var _shared_20_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(865);
/* harmony import */ var _shared_55_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(501);
/* harmony import */ var _shared_22_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6815);
/* harmony import */ var _shared_80_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(2355);
/* harmony import */ var _shared_51_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(7753);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(9914);
const require = process.getBuiltinModule;
var E=2e4,T=[143,137];async function P({task:n,rendered:t,logLines:s,milliseconds:o},i){let r=t.definition.containerDefinitions??[],e=(0,_shared_100_js__WEBPACK_IMPORTED_MODULE_3__.c)(r),d=b(n,e);if(d.length>0)return[k(d)];let[a]=(0,_shared_53_js__WEBPACK_IMPORTED_MODULE_0__.d)([n],new Map([[n.taskDefinitionArn??"",e]]));if(a===void 0)return[{message:n.stoppedReason??"ECS gives no reason."}];let c=(0,_shared_53_js__WEBPACK_IMPORTED_MODULE_0__.e)(a,t),f=()=>Promise.resolve(r);if((0,_shared_53_js__WEBPACK_IMPORTED_MODULE_0__.g)(a)){let S=(0,_shared_53_js__WEBPACK_IMPORTED_MODULE_0__.h)({finding:c,group:a,service:void 0,isOneOff:!0},{logLines:s,blamed:t,definitions:f},i),w={milliseconds:Math.max(0,Math.min(E,o)),signal:i.signal};await i.clock.within(w,S)}return await (0,_shared_53_js__WEBPACK_IMPORTED_MODULE_0__.i)({finding:c,group:a,service:void 0},{blamed:t,definitions:f}),[(0,_shared_56_js__WEBPACK_IMPORTED_MODULE_1__.b)(c)]}function b(n,t){let{containers:s=[]}=n,o=s.filter(({name:e})=>e!==void 0&&t.has(e)),i=o.filter(({exitCode:e})=>e!==0),r=i.every(({exitCode:e,reason:d})=>e!==void 0&&T.includes(e)&&!d);return (0,_shared_46_js__WEBPACK_IMPORTED_MODULE_5__.f)(n)!=="by-user"&&i.length<o.length&&r?i:[]}function k(n){return{message:`Essential containers were stopped because another one ended with exit code 0: ${n.map(({name:s,exitCode:o})=>`${s} (exit code ${o})`).join(", ")}.`,explanation:"Every essential container counts, and ECS does not say which one ended first.",fix:'Set "essential": false for helper containers. They then stop with the application and do not affect the result.'}}


/***/ })

};
