export const id = 8628;
export const ids = [8628];
export const modules = {

/***/ 8628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   prepareVerification: () => (/* reexport safe */ _shared_34_js__WEBPACK_IMPORTED_MODULE_0__.b)
/* harmony export */ });
/* harmony import */ var _shared_34_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1040);
/* harmony import */ var _shared_86_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5097);
/* harmony import */ var _shared_26_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6411);
/* harmony import */ var _shared_44_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8819);
/* harmony import */ var _shared_82_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7845);
/* harmony import */ var _shared_87_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2314);
/* harmony import */ var _shared_96_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5440);
/* harmony import */ var _shared_42_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(185);
/* harmony import */ var _shared_40_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(1383);
/* harmony import */ var _shared_36_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(5082);
/* harmony import */ var _shared_91_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(1765);
/* harmony import */ var _shared_3_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(4094);
/* harmony import */ var _shared_27_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(740);
/* harmony import */ var _shared_32_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(9126);
/* harmony import */ var _shared_29_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(8122);
/* harmony import */ var _shared_18_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(1718);
/* harmony import */ var _shared_24_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(8621);
/* harmony import */ var _shared_20_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(865);
/* harmony import */ var _shared_22_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(6815);
/* harmony import */ var _shared_80_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(2355);
/* harmony import */ var _shared_33_js__WEBPACK_IMPORTED_MODULE_20__ = __webpack_require__(4837);
/* harmony import */ var _shared_90_js__WEBPACK_IMPORTED_MODULE_21__ = __webpack_require__(1046);
/* harmony import */ var _shared_43_js__WEBPACK_IMPORTED_MODULE_22__ = __webpack_require__(7658);
/* harmony import */ var _shared_51_js__WEBPACK_IMPORTED_MODULE_23__ = __webpack_require__(7753);
/* harmony import */ var _shared_11_js__WEBPACK_IMPORTED_MODULE_24__ = __webpack_require__(77);
/* harmony import */ var _shared_14_js__WEBPACK_IMPORTED_MODULE_25__ = __webpack_require__(9314);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_26__ = __webpack_require__(9914);
const require = process.getBuiltinModule;



/***/ }),

/***/ 1040:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ B),
/* harmony export */   b: () => (/* binding */ X),
/* harmony export */   c: () => (/* binding */ O),
/* harmony export */   d: () => (/* binding */ x)
/* harmony export */ });
/* harmony import */ var _shared_86_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5097);
/* harmony import */ var _shared_26_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6411);
/* harmony import */ var _shared_82_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7845);
/* harmony import */ var _shared_91_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1765);
/* harmony import */ var _shared_22_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6815);
/* harmony import */ var _shared_90_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1046);
const require = process.getBuiltinModule;
var $={http:80,https:443};function p({Protocol:e="HTTP",Port:r},{DNSName:n},o){let t=["HTTPS","TLS"].includes(e)?"https":"http",s=T(k(o,"host-header")?.HostHeaderConfig?.Values)??n;if(s===void 0)return;let i=k(o,"http-header")?.HttpHeaderConfig,l=T(i?.Values);return{url:`${t}://${s}${r===void 0||r===$[t]?"":`:${r}`}`,headers:i?.HttpHeaderName===void 0||l===void 0?{}:{[i.HttpHeaderName]:l}}}function k(e,r){return e?.Conditions?.find(n=>n.Field===r)}function T(e=[]){return e.find(r=>!/[*?]/.test(r))}function g(e=[],r){return e.some(({Type:n,TargetGroupArn:o,ForwardConfig:t})=>n==="forward"&&(o===r||(t?.TargetGroups??[]).some(s=>s.TargetGroupArn===r)))}function L(e){let[,r,n,o]=/^(.*):(listener-rule|listener)\/(.+)$/.exec(e)??[],t=o?.split("/")??[];if(!(r===void 0||t.length<(n==="listener-rule"?5:4)))return{...n==="listener-rule"?{ruleArn:e}:{},listenerArn:`${r}:listener/${t.slice(0,4).join("/")}`,loadBalancerArn:`${r}:loadbalancer/${t.slice(0,3).join("/")}`}}async function S(e,r){let[n]=e;if(n===void 0)return{};let{productionListenerRule:o,testListenerRule:t}=n.advancedConfiguration??{},[s,i]=await Promise.all([o===void 0?C(n.targetGroupArn,r):v(o,r),t===void 0?void 0:v(t,r)]);return{production:s,test:i}}async function v(e,{aws:r}){let n=L(e);if(n===void 0)return;let o=await r.elbv2(),[[t],[s],[i]]=await Promise.all([n.ruleArn===void 0?[]:o.describeRules([n.ruleArn]),o.describeListeners({listenerArns:[n.listenerArn]}),o.describeLoadBalancers([n.loadBalancerArn])]);return s&&i&&p(s,i,t)}async function C(e,{aws:r}){if(e===void 0)return;let n=await r.elbv2(),[o]=(await n.describeTargetGroup(e))?.LoadBalancerArns??[];if(o===void 0)return;let[t,[s]]=await Promise.all([n.describeListeners({loadBalancerArn:o}),n.describeLoadBalancers([o])]),i=t.toSorted((a,c)=>R(a)-R(c)),d=(await Promise.all(i.map(async a=>{if(g(a.DefaultActions,e))return{listener:a};let{ListenerArn:c,Protocol:u}=a;if(c===void 0||!["HTTP","HTTPS"].includes(u??""))return;let h=(await n.rulesOfListener(c)).find(({Actions:H})=>g(H,e));return h&&{listener:a,rule:h}}))).find(a=>a!==void 0);return d&&s&&p(d.listener,s,d.rule)}function R({Protocol:e}){return e==="HTTPS"||e==="TLS"?0:1}var W=5e3;async function B(e,r){let n=new Map(e.filter(({url:t})=>!/^[^/]*\{|^\w+:\/\/[^/]*\{/.test(t)).map(({url:t})=>[new URL(t).hostname,t]));return(await Promise.all([...n].map(async([t,s])=>({host:t,url:s,found:await M(r.resolves(t),r)})))).flatMap(({host:t,url:s,found:i})=>i==="no"?[(0,_shared_90_js__WEBPACK_IMPORTED_MODULE_5__.a)("probe-host-unknown",(0,_shared_90_js__WEBPACK_IMPORTED_MODULE_5__.c)("smoke-test"),{message:`The probe ${s} could not be sent: the host ${t} does not resolve.`,fix:"Correct the host, or create its DNS record first. A private hosted zone resolves only for runners in its VPC."})]:[])}async function M(e,{clock:r,signal:n}){return await r.within({milliseconds:W,signal:n},e)?await e:void 0}async function X(e,r,n){let[o,t,s]=await Promise.all([V(e)?[]:B(r["smoke-test"]??[],n),x(()=>I(e,r,n),{input:"smoke-test",action:"elasticloadbalancing:DescribeListeners",doing:"looking up the endpoint for smoke-test",also:"Or write the address of the service instead of the placeholder."}),x(()=>(0,_shared_86_js__WEBPACK_IMPORTED_MODULE_0__.a)({...e,checks:r["metric-checks"]??[]},n),{input:"metric-checks",action:"cloudwatch:GetMetricData",doing:"trying the metric checks",also:"Or remove metric-checks."})]),i=[...o,...[t,s].flatMap(u=>"problem"in u?[u.problem]:[])];if("problem"in t||"problem"in s)return{problems:i};let{production:l,test:d}=t.found,a={production:l!==void 0,test:d!==void 0};return{verification:{probes:r["smoke-test"]??[],timeoutSeconds:r["smoke-test-timeout-seconds"],filling:{endpoint:l?.url,"test-endpoint":d?.url,service:e.name},testHeaders:d?.headers??{},checks:r["metric-checks"]??[],seen:new Map,against:[],ringing:O(s.found.alarms)},problems:[...o,...(0,_shared_26_js__WEBPACK_IMPORTED_MODULE_1__.d)({...e,inputs:r,known:a,metering:s.found})]}}function O(e){return new Set([...e].flatMap(([r,n])=>n==="alarm"?[r]:[]))}function V({target:e}){return e!==void 0&&(0,_shared_82_js__WEBPACK_IMPORTED_MODULE_2__.b)(e)}async function I({kind:e,loadBalancers:r},n,o){let t=(n["smoke-test"]??[]).some(s=>{let i=(0,_shared_91_js__WEBPACK_IMPORTED_MODULE_3__.c)(s);return i.has("endpoint")||i.has("test-endpoint")});return e==="express"||!t?{}:await S(r,o)}async function x(e,{input:r,also:n,...o}){try{return{found:await e()}}catch(t){let{message:s,fix:i}=(0,_shared_22_js__WEBPACK_IMPORTED_MODULE_4__.n)(t,o);return{problem:(0,_shared_90_js__WEBPACK_IMPORTED_MODULE_5__.a)("verification-unreadable",(0,_shared_90_js__WEBPACK_IMPORTED_MODULE_5__.c)(r),{message:s,fix:`${i} ${n}`})}}}


/***/ }),

/***/ 5097:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ u),
/* harmony export */   b: () => (/* binding */ l)
/* harmony export */ });
const require = process.getBuiltinModule;
async function u({kind:t,loadBalancers:a,checks:e},n){let r=e.flatMap(s=>s.kind==="alarm"?[s.name]:[]),o=e.some(s=>s.kind==="metric")&&t!=="express",[i,c]=await Promise.all([r.length===0?new Map:(await n.aws.cloudWatch()).alarms(r),o?d(a,n):void 0]);return{alarms:i,groups:c}}async function d(t,a){let e=await l(t.flatMap(({targetGroupArn:c})=>c??[]),a),[n]=e;if(n===void 0)return e;let r=new Date(Math.floor(a.clock.now().getTime()/6e4)*6e4),o={from:new Date(r.getTime()-6e4),to:r,periodSeconds:60},i={...n,id:"requests",name:"RequestCount",stat:"Sum"};return await(await a.aws.cloudWatch()).metricsOfTargetGroups([i],o),e}async function l(t,{aws:a}){if(t.length===0)return[];let e=await a.elbv2();return(await Promise.all(t.map(async r=>{let[o]=(await e.describeTargetGroup(r))?.LoadBalancerArns??[];return o===void 0?[]:[{targetGroupArn:r,loadBalancerArn:o}]}))).flat()}


/***/ })

};
