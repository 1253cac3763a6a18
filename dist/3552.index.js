export const id = 3552;
export const ids = [3552];
export const modules = {

/***/ 3552:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   lookUpHost: () => (/* binding */ i)
/* harmony export */ });
/* harmony import */ var _shared_78_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8224);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9914);
/* harmony import */ var node_dns_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1553);
const require = process.getBuiltinModule;
async function i(n){try{return(await (0,node_dns_promises__WEBPACK_IMPORTED_MODULE_2__.lookup)((0,_shared_78_js__WEBPACK_IMPORTED_MODULE_0__.b)(n),{all:!0})).map(({address:o})=>o)}catch(o){return o.code==="ENOTFOUND"?"no":"unknown"}}


/***/ })

};
