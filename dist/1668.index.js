export const id = 1668;
export const ids = [1668];
export const modules = {

/***/ 1668:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readAllScheduled: () => (/* reexport safe */ _shared_41_js__WEBPACK_IMPORTED_MODULE_0__.e)
/* harmony export */ });
/* harmony import */ var _shared_41_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(880);
/* harmony import */ var _shared_20_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(865);
/* harmony import */ var _shared_22_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6815);
/* harmony import */ var _shared_80_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2355);
/* harmony import */ var _shared_51_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7753);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9914);
const require = process.getBuiltinModule;



/***/ }),

/***/ 880:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ f),
/* harmony export */   b: () => (/* binding */ N),
/* harmony export */   c: () => (/* binding */ $),
/* harmony export */   d: () => (/* binding */ m),
/* harmony export */   e: () => (/* binding */ W),
/* harmony export */   f: () => (/* binding */ P),
/* harmony export */   g: () => (/* binding */ R),
/* harmony export */   h: () => (/* binding */ _)
/* harmony export */ });
/* harmony import */ var _shared_20_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(865);
/* harmony import */ var _shared_22_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6815);
const require = process.getBuiltinModule;
var l=/^arn:[\w-]+:scheduler:::aws-sdk:ecs:runTask$/;function h(e){return l.test(e)||/^arn:[\w-]+:ecs:[^:]*:[^:]*:cluster\//.test(e)}function f({Arn:e="",EcsParameters:n,Input:t=""}){if(l.test(e)){let{Cluster:s="default",TaskDefinition:a}=k(t);return typeof a=="string"&&typeof s=="string"?{cluster:s,taskDefinition:a}:void 0}let r=n?.TaskDefinitionArn;return r===void 0?void 0:{cluster:e,taskDefinition:r}}function N(e,n){return l.test(e.Arn??"")?{...e,Input:JSON.stringify({...k(e.Input??""),TaskDefinition:n})}:{...e,EcsParameters:{...e.EcsParameters,TaskDefinitionArn:n}}}var x=12*36e5;function $({EndDate:e,ScheduleExpression:n=""},t){let r=/^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(n)?.[1],s=r===void 0?e?.getTime():new Date(`${r}Z`).getTime()+x;return s!==void 0&&s<t.getTime()}function k(e){try{let n=JSON.parse(e);return typeof n=="object"&&n!==null?n:{}}catch{return{}}}var g=5,m="default";async function W(e,n){let[t,r]=await Promise.all([A(e,n),D(n)]);return[...t,...r]}async function P({rule:e,bus:n},t){let r=await t.aws.events(),s=await S(r.listTargets({rule:e,bus:n}));if(s===void 0)return;let a=n===m?e:`${n}/${e}`;return{tasks:s.map(d=>{let i={kind:"rule",rule:e,bus:n,targetId:d.Id??""};return y(d,{place:i,name:s.length===1?a:`${a} (target ${i.targetId})`})}).flatMap(d=>d??[]),others:w(s)}}async function R({name:e,group:n},t){let r=await t.aws.scheduler(),s=await S(r.getSchedule({name:e,group:n}));if(s===void 0)return;let a=s.Target??{},u=n===m?e:`${n}/${e}`,d=y(a,{place:{kind:"schedule",name:e,group:n},name:u});return{tasks:d===void 0?[]:[d],others:w([a])}}function w(e){return e.flatMap(n=>f(n)===void 0?n.Arn??[]:[])}function y(e,n){let t=f(e);return t&&{...n,...t}}async function A(e,n){let t=await n.aws.events(),s=(await t.listBuses()).flatMap(i=>e.map(o=>({arn:o,bus:i}))),a=await T(s,async({arn:i,bus:o})=>(await t.listRulesOf({arn:i,bus:o})).map(E=>`${o}/${E}`)),u=[...new Set(a.flat())];return(await T(u,i=>{let o=i.lastIndexOf("/");return P({bus:i.slice(0,o),rule:i.slice(o+1)},n)})).flatMap(i=>i?.tasks??[])}async function D(e){let t=(await(await e.aws.scheduler()).listSchedules()).filter(({Target:s})=>h(s?.Arn??""));return(await T(t,({Name:s="",GroupName:a=m})=>R({name:s,group:a},e))).flatMap(s=>s?.tasks??[])}async function T(e,n){let t=[];for(let r=0;r<e.length;r+=g)t.push(...await Promise.all(e.slice(r,r+g).map(n)));return t}async function S(e){return await e.catch(n=>{if((0,_shared_22_js__WEBPACK_IMPORTED_MODULE_1__.h)(n)!=="ResourceNotFoundException")throw n})}function _({cluster:e},n){return n.some(t=>(0,_shared_20_js__WEBPACK_IMPORTED_MODULE_0__.c)(t)===(0,_shared_20_js__WEBPACK_IMPORTED_MODULE_0__.c)(e))}


/***/ })

};
