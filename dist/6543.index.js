export const id = 6543;
export const ids = [6543];
export const modules = {

/***/ 6543:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   resolves: () => (/* binding */ i)
/* harmony export */ });
/* harmony import */ var _shared_78_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8224);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9914);
/* harmony import */ var node_dns_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1553);
const require = process.getBuiltinModule;
async function i(r){try{return await (0,node_dns_promises__WEBPACK_IMPORTED_MODULE_2__.lookup)((0,_shared_78_js__WEBPACK_IMPORTED_MODULE_0__.b)(r)),"yes"}catch(n){return n.code==="ENOTFOUND"?"no":"unknown"}}


/***/ })

};
