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
/* harmony import */ var _shared_78_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8224);
/* harmony import */ var _shared_82_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7845);
/* harmony import */ var _shared_87_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2314);
/* harmony import */ var _shared_96_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5440);
/* harmony import */ var _shared_42_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(185);
/* harmony import */ var _shared_40_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(1383);
/* harmony import */ var _shared_36_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(5082);
/* harmony import */ var _shared_91_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(1765);
/* harmony import */ var _shared_3_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(4094);
/* harmony import */ var _shared_27_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(740);
/* harmony import */ var _shared_32_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(9126);
/* harmony import */ var _shared_29_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(8122);
/* harmony import */ var _shared_18_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(1718);
/* harmony import */ var _shared_24_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(8621);
/* harmony import */ var _shared_20_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(865);
/* harmony import */ var _shared_22_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(6815);
/* harmony import */ var _shared_80_js__WEBPACK_IMPORTED_MODULE_20__ = __webpack_require__(2355);
/* harmony import */ var _shared_33_js__WEBPACK_IMPORTED_MODULE_21__ = __webpack_require__(4837);
/* harmony import */ var _shared_90_js__WEBPACK_IMPORTED_MODULE_22__ = __webpack_require__(1046);
/* harmony import */ var _shared_43_js__WEBPACK_IMPORTED_MODULE_23__ = __webpack_require__(7658);
/* harmony import */ var _shared_51_js__WEBPACK_IMPORTED_MODULE_24__ = __webpack_require__(7753);
/* harmony import */ var _shared_11_js__WEBPACK_IMPORTED_MODULE_25__ = __webpack_require__(77);
/* harmony import */ var _shared_14_js__WEBPACK_IMPORTED_MODULE_26__ = __webpack_require__(9314);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_27__ = __webpack_require__(9914);
const require = process.getBuiltinModule;



/***/ }),

/***/ 1040:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ $),
/* harmony export */   b: () => (/* binding */ fe),
/* harmony export */   c: () => (/* binding */ F),
/* harmony export */   d: () => (/* binding */ C)
/* harmony export */ });
/* harmony import */ var _shared_86_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5097);
/* harmony import */ var _shared_26_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6411);
/* harmony import */ var _shared_78_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8224);
/* harmony import */ var _shared_82_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7845);
/* harmony import */ var _shared_91_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1765);
/* harmony import */ var _shared_22_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6815);
/* harmony import */ var _shared_90_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1046);
const require = process.getBuiltinModule;
var V={http:80,https:443};function h({Protocol:e="HTTP",Port:n},{DNSName:r},o){let t=["HTTPS","TLS"].includes(e)?"https":"http",s=v(R(o,"host-header")?.HostHeaderConfig?.Values)??r;if(s===void 0)return;let i=R(o,"http-header")?.HttpHeaderConfig,d=v(i?.Values);return{url:`${t}://${s}${n===void 0||n===V[t]?"":`:${n}`}`,headers:i?.HttpHeaderName===void 0||d===void 0?{}:{[i.HttpHeaderName]:d}}}function R(e,n){return e?.Conditions?.find(r=>r.Field===n)}function v(e=[]){return e.find(n=>!/[*?]/.test(n))}function g(e=[],n){return e.some(({Type:r,TargetGroupArn:o,ForwardConfig:t})=>r==="forward"&&(o===n||(t?.TargetGroups??[]).some(s=>s.TargetGroupArn===n)))}function B(e){let[,n,r,o]=/^(.*):(listener-rule|listener)\/(.+)$/.exec(e)??[],t=o?.split("/")??[];if(!(n===void 0||t.length<(r==="listener-rule"?5:4)))return{...r==="listener-rule"?{ruleArn:e}:{},listenerArn:`${n}:listener/${t.slice(0,4).join("/")}`,loadBalancerArn:`${n}:loadbalancer/${t.slice(0,3).join("/")}`}}async function p(e,n){let[r]=e;if(r===void 0)return{};let{productionListenerRule:o,testListenerRule:t}=r.advancedConfiguration??{},[s,i]=await Promise.all([o===void 0?N(r.targetGroupArn,n):S(o,n),t===void 0?void 0:S(t,n)]);return{production:s,test:i}}async function S(e,{aws:n}){let r=B(e);if(r===void 0)return;let o=await n.elbv2(),[[t],[s],[i]]=await Promise.all([r.ruleArn===void 0?[]:o.describeRules([r.ruleArn]),o.describeListeners({listenerArns:[r.listenerArn]}),o.describeLoadBalancers([r.loadBalancerArn])]);return s&&i&&h(s,i,t)}async function N(e,{aws:n}){if(e===void 0)return;let r=await n.elbv2(),[o]=(await r.describeTargetGroup(e))?.LoadBalancerArns??[];if(o===void 0)return;let[t,[s]]=await Promise.all([r.describeListeners({loadBalancerArn:o}),r.describeLoadBalancers([o])]),i=t.toSorted((a,l)=>x(a)-x(l)),c=(await Promise.all(i.map(async a=>{if(g(a.DefaultActions,e))return{listener:a};let{ListenerArn:l,Protocol:y}=a;if(l===void 0||!["HTTP","HTTPS"].includes(y??""))return;let u=(await r.rulesOfListener(l)).find(({Actions:I})=>g(I,e));return u&&{listener:a,rule:u}}))).find(a=>a!==void 0);return c&&s&&h(c.listener,s,c.rule)}function x({Protocol:e}){return e==="HTTPS"||e==="TLS"?0:1}var D=5e3;async function U({probes:e,balancers:n},r){let o=e.filter(_shared_91_js__WEBPACK_IMPORTED_MODULE_4__.c);if(o.length===0||n[0]?.advancedConfiguration===void 0)return new Map;let t=await p(n,r).catch(()=>({})),s=o.map(async i=>[i.url,await E(i,t,r)]);return new Map(await Promise.all(s))}async function E({url:e,headers:n},{production:r,test:o},t){if(!URL.canParse(e)||/[{}]/.test(new URL(e).host))return"unknown";let s=new URL(e),[i,d]=await Promise.all([W(s,o,t),W(s,r,t)]);return i&&d?G({asked:s,headers:n},{production:r,test:o})?"test":"production":i?"test":d?"production":"unknown"}function G({asked:e,headers:n},{production:r,test:o}){let t=Object.entries(o?.headers??{}),s=new Headers(n);return t.length>0?t.every(([i,d])=>s.get(i)===d):H(o)===e.hostname&&H(r)!==e.hostname}function H(e){return e&&new URL(e.url).hostname}async function W(e,n,r){if(n===void 0)return!1;let o=new URL(n.url);if(M(e)!==M(o))return!1;if(e.hostname===o.hostname)return!0;let[t,s]=await Promise.all([O(e.hostname,r),O(o.hostname,r)]);return t.some(i=>s.includes(i))}function M({protocol:e,port:n}){return n===""?e==="https:"?"443":"80":n}async function O(e,n){let r=n.lookUpHost((0,_shared_78_js__WEBPACK_IMPORTED_MODULE_2__.b)(e)),t=await n.clock.within({milliseconds:D,signal:n.signal},r)?await r:"unknown";return typeof t=="string"?[]:t}var _=5e3;async function $(e,n){let r=new Map(e.filter(({url:t})=>!/^[^/]*\{|^\w+:\/\/[^/]*\{/.test(t)).map(({url:t})=>[new URL(t).hostname,t]));return(await Promise.all([...r].map(async([t,s])=>({host:t,url:s,found:await j(n.lookUpHost(t),n)})))).flatMap(({host:t,url:s,found:i})=>i==="no"?[(0,_shared_90_js__WEBPACK_IMPORTED_MODULE_6__.a)("probe-host-unknown",(0,_shared_90_js__WEBPACK_IMPORTED_MODULE_6__.c)("smoke-test"),{message:`The probe ${s} could not be sent: the host ${t} does not resolve.`,fix:"Correct the host, or create its DNS record first. A private hosted zone resolves only for runners in its VPC."})]:[])}async function j(e,{clock:n,signal:r}){return await n.within({milliseconds:_,signal:r},e)?await e:void 0}async function fe(e,n,r){let[o,t,s,i]=await Promise.all([q(e)?[]:$(n["smoke-test"]??[],r),n["on-pause"]==="wait"?new Map:U({probes:n["smoke-test"]??[],balancers:e.loadBalancers},r),C(()=>z(e,n,r),{input:"smoke-test",action:"elasticloadbalancing:DescribeListeners",doing:"looking up the endpoint for smoke-test",also:"Or write the address of the service instead of the placeholder."}),C(()=>(0,_shared_86_js__WEBPACK_IMPORTED_MODULE_0__.a)({...e,checks:n["metric-checks"]??[]},r),{input:"metric-checks",action:"cloudwatch:GetMetricData",doing:"trying the metric checks",also:"Or remove metric-checks."})]),d=[...o,...[s,i].flatMap(u=>"problem"in u?[u.problem]:[])];if("problem"in s||"problem"in i)return{problems:d};let{production:c,test:a}=s.found,l={production:c!==void 0,test:a!==void 0,places:t};return{verification:{probes:n["smoke-test"]??[],timeoutSeconds:n["smoke-test-timeout-seconds"],filling:{endpoint:c?.url,"test-endpoint":a?.url,service:e.name},testHeaders:a?.headers??{},places:t,checks:n["metric-checks"]??[],seen:new Map,against:[],ringing:F(i.found.alarms)},problems:[...o,...(0,_shared_26_js__WEBPACK_IMPORTED_MODULE_1__.d)({...e,inputs:n,known:l,metering:i.found})]}}function F(e){return new Set([...e].flatMap(([n,r])=>r==="alarm"?[n]:[]))}function q({target:e}){return e!==void 0&&(0,_shared_82_js__WEBPACK_IMPORTED_MODULE_3__.b)(e)}async function z({kind:e,loadBalancers:n},r,o){let t=(r["smoke-test"]??[]).some(s=>{let i=(0,_shared_91_js__WEBPACK_IMPORTED_MODULE_4__.d)(s);return i.has("endpoint")||i.has("test-endpoint")});return e==="express"||!t?{}:await p(n,o)}async function C(e,{input:n,also:r,...o}){try{return{found:await e()}}catch(t){let{message:s,fix:i}=(0,_shared_22_js__WEBPACK_IMPORTED_MODULE_5__.n)(t,o);return{problem:(0,_shared_90_js__WEBPACK_IMPORTED_MODULE_6__.a)("verification-unreadable",(0,_shared_90_js__WEBPACK_IMPORTED_MODULE_6__.c)(n),{message:s,fix:`${i} ${r}`})}}}


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
