export const id = 1216;
export const ids = [1216];
export const modules = {

/***/ 1216:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   explain: () => (/* reexport safe */ _shared_52_js__WEBPACK_IMPORTED_MODULE_0__.b)
/* harmony export */ });
/* harmony import */ var _shared_52_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7472);
/* harmony import */ var _shared_55_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(501);
/* harmony import */ var _shared_80_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2355);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9914);
const require = process.getBuiltinModule;



/***/ })

};
