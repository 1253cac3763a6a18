export const id = 2067;
export const ids = [2067];
export const modules = {

/***/ 2067:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   returnAll: () => (/* reexport safe */ _shared_66_js__WEBPACK_IMPORTED_MODULE_0__.a),
/* harmony export */   returnBecause: () => (/* reexport safe */ _shared_66_js__WEBPACK_IMPORTED_MODULE_0__.b)
/* harmony export */ });
/* harmony import */ var _shared_66_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3743);
/* harmony import */ var _shared_76_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8206);
/* harmony import */ var _shared_65_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5362);
/* harmony import */ var _shared_82_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7845);
/* harmony import */ var _shared_87_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2314);
/* harmony import */ var _shared_96_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5440);
/* harmony import */ var _shared_42_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(185);
/* harmony import */ var _shared_40_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1383);
/* harmony import */ var _shared_20_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(865);
/* harmony import */ var _shared_22_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(6815);
/* harmony import */ var _shared_80_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(2355);
/* harmony import */ var _shared_94_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(5290);
/* harmony import */ var _shared_95_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(5801);
/* harmony import */ var _shared_61_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(2478);
/* harmony import */ var _shared_43_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(7658);
/* harmony import */ var _shared_51_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(7753);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(9914);
const require = process.getBuiltinModule;



/***/ }),

/***/ 3743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ M),
/* harmony export */   b: () => (/* binding */ g)
/* harmony export */ });
/* harmony import */ var _shared_76_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8206);
/* harmony import */ var _shared_65_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5362);
/* harmony import */ var _shared_82_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7845);
/* harmony import */ var _shared_20_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(865);
/* harmony import */ var _shared_61_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2478);
const require = process.getBuiltinModule;
async function M(e,t,r){let o=(0,_shared_65_js__WEBPACK_IMPORTED_MODULE_1__.a)(e);return o===void 0?[...e]:await g(e,{because:o,others:t},r)}async function g(e,{because:t,others:r},o){return o.signal.aborted?[...e]:await Promise.all(e.map(async i=>({...i,services:await Promise.all(i.services.map(s=>P(s,{piece:i.piece,because:t,others:r},o)))})))}var b=["rolled-back","skipped","unchanged","superseded"];async function P(e,{piece:t,because:r,others:o},i){let{outcome:s,service:n,previousTaskDefinitionArn:c,standing:h}=e;if(b.includes(s.kind)||h===void 0)return e;if(t.decided.some(({target:a})=>a.name===n&&(0,_shared_82_js__WEBPACK_IMPORTED_MODULE_2__.b)(a))||c===void 0){let a=`${n} was created by this step, so it has no earlier revision to return to; it stays.`;return{...e,next:[...e.next,a]}}let v=await w(e,{former:c,asked:t.asked,others:o},i);return R(e,{back:v,because:r,former:c})}async function w(e,t,r){let o=e.outcome.kind==="succeeded"?await (0,_shared_76_js__WEBPACK_IMPORTED_MODULE_0__.c)(e,r):void 0;return o?.kind==="replaced"?{service:void 0,outcome:(0,_shared_76_js__WEBPACK_IMPORTED_MODULE_0__.d)(e,o.revision)}:await (0,_shared_76_js__WEBPACK_IMPORTED_MODULE_0__.a)(e,t,r)}function R(e,{back:t,because:r,former:o}){let{service:i,outcome:s}=e,n=(0,_shared_61_js__WEBPACK_IMPORTED_MODULE_4__.a)(t.outcome.kind),c=n?`${i} was rolled back to ${(0,_shared_20_js__WEBPACK_IMPORTED_MODULE_3__.c)(o)}, because ${r}.`:`${i} could not be rolled back to ${(0,_shared_20_js__WEBPACK_IMPORTED_MODULE_3__.c)(o)}: ${t.outcome.headline}`;return{...(0,_shared_76_js__WEBPACK_IMPORTED_MODULE_0__.b)(e,t),...n?{returned:n}:{},outcome:{kind:n?"rolled-back":"failed",headline:c,causes:[...s.causes,...n?[]:t.outcome.causes]}}}


/***/ }),

/***/ 8206:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ S),
/* harmony export */   b: () => (/* binding */ w),
/* harmony export */   c: () => (/* binding */ $),
/* harmony export */   d: () => (/* binding */ P)
/* harmony export */ });
/* harmony import */ var _shared_20_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(865);
/* harmony import */ var _shared_22_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6815);
/* harmony import */ var _shared_80_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2355);
/* harmony import */ var _shared_61_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2478);
/* harmony import */ var _shared_43_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7658);
const require = process.getBuiltinModule;
async function S(t,{former:e,asked:r,others:o},n){let{service:i,cluster:s,standing:m}=t,f={...r.inputs,mode:"rollback",service:[i],"service-name":void 0,cluster:s,"rollback-to":m==="in-flight"?"previous":e,"on-pause":"verify","on-cancel":"leave","on-timeout":"fail"},v=Object.defineProperties({},{...Object.getOwnPropertyDescriptors(n),deploying:{value:void 0,enumerable:!0}}),{services:y,outcome:h}=await o.rollBack({...r,parts:void 0,inputs:f,given:["service","cluster","rollback-to"],bad:new Set,problems:[]},v),[c]=y;return{service:c,outcome:c?.outcome??h}}function w(t,{service:e,outcome:r}){let{deploymentArn:o}=t,n={name:"deployment",outcome:t.outcome,...o===void 0?{}:{deploymentArn:o}},i={name:"rollback",outcome:r,...e?.deploymentArn===void 0?{}:{deploymentArn:e.deploymentArn}},s=e===void 0?{}:{deploymentArn:e.deploymentArn??o,taskDefinitionArn:e.taskDefinitionArn,...(0,_shared_61_js__WEBPACK_IMPORTED_MODULE_3__.a)(r.kind)?k(t,e):{},standing:e.standing,finishedAt:e.finishedAt,timeline:[...t.timeline,...e.timeline],revisions:e.revisions,tasks:e.tasks,targets:e.targets,next:e.next};return{...t,...s,results:[...t.results??[n],i]}}function k({taskDefinitionArn:t},e){let{images:r,definitionDiff:o}=e;return{previousTaskDefinitionArn:t,images:r,definitionDiff:o}}async function $({service:t,cluster:e,taskDefinitionArn:r},o){try{let{services:n}=await o.aws.ecs.describeServices({cluster:e,services:[t]}),i=(0,_shared_43_js__WEBPACK_IMPORTED_MODULE_4__.j)(n?.[0]);return i===void 0?{kind:"unread",why:"ECS did not show the service"}:i===r?{kind:"ours"}:{kind:"replaced",revision:(0,_shared_20_js__WEBPACK_IMPORTED_MODULE_0__.c)(i)}}catch(n){return{kind:"unread",why:(0,_shared_22_js__WEBPACK_IMPORTED_MODULE_1__.h)(n)}}}function P({service:t,taskDefinitionArn:e},r){let o=e===void 0?"the revision of this step":(0,_shared_20_js__WEBPACK_IMPORTED_MODULE_0__.c)(e);return{kind:"superseded",headline:`Another deployment (${r}) replaced ${o} on ${t} before its verification was over.`,causes:[{message:`Someone deployed ${r} to ${t} after ${o} had succeeded, so the verification says nothing about ${o}, and nothing was rolled back.`,fix:`If ${r} should run, do nothing; otherwise run this step again. CloudTrail shows who called UpdateService. To prevent this, ${(0,_shared_80_js__WEBPACK_IMPORTED_MODULE_2__.a)("one-at-a-time")}.`}]}}


/***/ })

};
