export const id = 5124;
export const ids = [5124];
export const modules = {

/***/ 5124:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   crashWarning: () => (/* binding */ g)
/* harmony export */ });
/* harmony import */ var _shared_47_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1702);
/* harmony import */ var _shared_46_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9445);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9914);
const require = process.getBuiltinModule;
async function g(a,c,n){let i=(0,_shared_47_js__WEBPACK_IMPORTED_MODULE_0__.b)(a,n).catch(()=>[]);if(!await n.clock.within({milliseconds:c,signal:n.signal},i))return[];let t=(await i).filter(e=>["exited","not-started"].includes((0,_shared_46_js__WEBPACK_IMPORTED_MODULE_1__.f)(e)??"")),[o]=t;if(o===void 0)return[];let s=o.containers?.find(({exitCode:e})=>e!==void 0&&e!==0),p=s===void 0?"":` (container ${s.name} exited with code ${s.exitCode})`;return[`${`${t.length} ${t.length===1?"task":"tasks"}`} of this deployment stopped during the deployment: ${o.stoppedReason??"no reason given"}${p}. ECS replaced ${t.length===1?"it":"them"}; check the logs.`]}


/***/ })

};
