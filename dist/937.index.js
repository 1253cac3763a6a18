export const id = 937;
export const ids = [937];
export const modules = {

/***/ 937:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createEcr: () => (/* reexport safe */ _shared_2_js__WEBPACK_IMPORTED_MODULE_0__.a),
/* harmony export */   parseEcrImage: () => (/* reexport safe */ _shared_2_js__WEBPACK_IMPORTED_MODULE_0__.b)
/* harmony export */ });
/* harmony import */ var _shared_2_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13);
/* harmony import */ var _shared_6_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(409);
/* harmony import */ var _shared_5_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(272);
/* harmony import */ var _shared_4_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(591);
/* harmony import */ var _shared_8_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(981);
/* harmony import */ var _shared_11_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(652);
/* harmony import */ var _shared_3_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(206);
/* harmony import */ var _shared_9_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(564);
/* harmony import */ var _shared_10_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(158);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(914);



/***/ })

};
