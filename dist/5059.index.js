export const id = 5059;
export const ids = [5059];
export const modules = {

/***/ 5059:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   askPullRequest: () => (/* binding */ I)
/* harmony export */ });
/* harmony import */ var _shared_2_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4013);
/* harmony import */ var _shared_59_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6417);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9914);
const require = process.getBuiltinModule;
var m=1e4,f={debug:()=>{},info:()=>{},warn:()=>{},error:()=>{}};async function I(s,{inputs:r,environment:u,clock:c,signal:d}){let n=r["github-token"],t=(0,_shared_59_js__WEBPACK_IMPORTED_MODULE_1__.a)(u,void 0);if(n===void 0||t===void 0)return"unknown";let{owner:a,repo:l,apiUrl:p}=t,e=(0,_shared_2_js__WEBPACK_IMPORTED_MODULE_0__.a)(n,{baseUrl:p,log:f}).rest.pulls.get({owner:a,repo:l,pull_number:s}).then(({data:k})=>k.state,()=>"unknown");return await c.within({milliseconds:m,signal:d},e)?await e:"unknown"}


/***/ })

};
