export const id = 5920;
export const ids = [5920];
export const modules = {

/***/ 5920:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   isHopeless: () => (/* binding */ G),
/* harmony export */   stuckEvents: () => (/* binding */ J)
/* harmony export */ });
/* harmony import */ var _shared_101_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1283);
/* harmony import */ var _shared_56_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2220);
/* harmony import */ var _shared_52_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7472);
/* harmony import */ var _shared_100_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5196);
/* harmony import */ var _shared_38_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7700);
/* harmony import */ var _shared_54_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8662);
/* harmony import */ var _shared_36_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5082);
/* harmony import */ var _shared_47_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1702);
/* harmony import */ var _shared_46_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9445);
/* harmony import */ var _shared_20_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(865);
/* harmony import */ var _shared_55_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(501);
/* harmony import */ var _shared_22_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(6815);
/* harmony import */ var _shared_80_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(2355);
/* harmony import */ var _shared_43_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(7658);
/* harmony import */ var _shared_51_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(7753);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(9914);
const require = process.getBuiltinModule;
var M=new Set([1,126,127,255]),W=/failed to launch a task/iu,c=2,L=6e4;async function G({before:t,now:n},{following:{started:e},request:{intervention:a}},i){if(!a.failFast)return!1;if(_(n,e).length>0)return!0;let o=(0,_shared_38_js__WEBPACK_IMPORTED_MODULE_4__.d)(n)??0;if(o<c||o===(t&&(0,_shared_38_js__WEBPACK_IMPORTED_MODULE_4__.d)(t)))return!1;if((0,_shared_38_js__WEBPACK_IMPORTED_MODULE_4__.e)(n,e).filter(({message:s=""})=>W.test(s)).some(({message:s="",createdAt:f})=>p(s,{at:f,started:e})))return!0;try{let s=await (0,_shared_47_js__WEBPACK_IMPORTED_MODULE_7__.b)(e,i);return N(s,e)?!0:a.readsLogs&&await A(s,e,i)}catch{return!1}}function _({at:t,resources:n},e){return n.filter(a=>(0,_shared_43_js__WEBPACK_IMPORTED_MODULE_13__.r)(a)==="failed"&&p((0,_shared_38_js__WEBPACK_IMPORTED_MODULE_4__.b)(a),{at:t,started:e}))}function J(t,n,e){let a=new Set((t?.service?.events??[]).map(({id:i})=>i));return (0,_shared_38_js__WEBPACK_IMPORTED_MODULE_4__.e)(n,e).flatMap(({id:i,message:o="",createdAt:r})=>{let s=a.has(i)?void 0:(0,_shared_52_js__WEBPACK_IMPORTED_MODULE_2__.b)(o),f=s?.id==="percent-deadlock"?(0,_shared_101_js__WEBPACK_IMPORTED_MODULE_0__.b)(n.service)??s:s;if(f?.noRetryHelps!==!0)return[];let d=!f.settles||E({at:r,started:e})?"another attempt does not fix this":"this resolves itself only if the role was just created",{explanation:H,fix:O}=(0,_shared_54_js__WEBPACK_IMPORTED_MODULE_5__.c)(f,{words:o,precise:!0}),R=`${d}: ${H} ${O}`;return[{at:r??n.at,kind:"waiting",message:R}]})}function N(t,n){let e=t.filter(o=>x(o).some(r=>(0,_shared_52_js__WEBPACK_IMPORTED_MODULE_2__.b)(r)?.noRetryHelps===!0)),a=Math.max(0,...e.map(({stoppedAt:o})=>o?.getTime()??0)),i={at:new Date(a),started:n};return e.filter(o=>x(o).some(r=>p(r,i))).length>=c}function x({stoppedReason:t="",containers:n=[]}){return[t,...n.map(({reason:e=""})=>e)].filter(e=>e!=="")}async function A(t,n,e){let i=(0,_shared_100_js__WEBPACK_IMPORTED_MODULE_3__.a)({started:n,warn:()=>{}},e),o=t.filter(({containers:r=[]})=>r.some(D)).slice(0,c);if(o.length<c)return!1;for(let r of o){let s=r.containers?.find(D)?.name,f=(await i(r.taskDefinitionArn)).find(d=>d.name===s);if(f===void 0)return!1;let{lines:h}=await (0,_shared_100_js__WEBPACK_IMPORTED_MODULE_3__.d)({task:r,container:f,lines:5},e);if(!(0,_shared_56_js__WEBPACK_IMPORTED_MODULE_1__.g)(h))return!1}return!0}function D({exitCode:t}){return t!==void 0&&M.has(t)}function p(t,n){let e=(0,_shared_52_js__WEBPACK_IMPORTED_MODULE_2__.b)(t);return e?.noRetryHelps===!0&&(!e.settles||E(n))}function E({at:t,started:n}){return t!==void 0&&t.getTime()-n.startedAt.getTime()>=L}


/***/ }),

/***/ 1283:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ y),
/* harmony export */   b: () => (/* binding */ h)
/* harmony export */ });
/* harmony import */ var _shared_56_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2220);
/* harmony import */ var _shared_52_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7472);
/* harmony import */ var _shared_36_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5082);
const require = process.getBuiltinModule;
function y(e,i){let{desiredCount:t=0,deploymentConfiguration:o={}}=i??{},m=e.explanation?.id??"";if(t===0||(o.strategy??"ROLLING")!=="ROLLING")return;let n=(0,_shared_36_js__WEBPACK_IMPORTED_MODULE_2__.a)(t,o);m==="percent-deadlock"&&(e.explanation=(0,_shared_52_js__WEBPACK_IMPORTED_MODULE_1__.b)(l(n))??e.explanation,e.tier=(0,_shared_56_js__WEBPACK_IMPORTED_MODULE_0__.d)(e.explanation,"event")),c.has(m)&&e.facts.push(`While it deploys, ECS keeps at least ${n.least} tasks healthy (minimumHealthyPercent ${n.minimum} of ${n.desired} desired) and runs at most ${n.most} (maximumPercent ${n.maximum}).`)}function h(e){let{desiredCount:i=0,deploymentConfiguration:t}=e??{};return i===0||t===void 0?void 0:(0,_shared_52_js__WEBPACK_IMPORTED_MODULE_1__.b)(l((0,_shared_36_js__WEBPACK_IMPORTED_MODULE_2__.a)(i,t)))}function l(e){let{desired:i,minimum:t,maximum:o,least:m,most:n}=e,s=(0,_shared_36_js__WEBPACK_IMPORTED_MODULE_2__.c)(e);return (0,_shared_36_js__WEBPACK_IMPORTED_MODULE_2__.b)(e)?`With ${i} desired, minimum ${t}% and maximum ${o}% leave room`:`With ${i} desired, minimum ${t}% keeps ${m} running and maximum ${o}% allows ${n}; ${s.maximum} or ${s.minimum} works`}var c=new Set(["percent-deadlock","placement","placement-resources","placement-port","fargate-task-quota","provider-at-limit","provider-not-scaling"]);


/***/ })

};
