export const id = 5044;
export const ids = [5044];
export const modules = {

/***/ 5044:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fromEnv: () => (/* reexport safe */ _shared_6_js__WEBPACK_IMPORTED_MODULE_0__.g)
/* harmony export */ });
/* harmony import */ var _shared_6_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3409);
/* harmony import */ var _shared_4_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6421);
/* harmony import */ var _shared_11_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77);
/* harmony import */ var _shared_12_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1876);
/* harmony import */ var _shared_15_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6945);
/* harmony import */ var _shared_14_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9314);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9914);
const require = process.getBuiltinModule;



/***/ })

};
