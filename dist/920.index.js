export const id = 920;
export const ids = [920];
export const modules = {

/***/ 5920:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   isHopeless: () => (/* binding */ M),
/* harmony export */   stuckEvents: () => (/* binding */ N)
/* harmony export */ });
/* harmony import */ var _shared_25_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9310);
/* harmony import */ var _shared_21_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2978);
/* harmony import */ var _shared_23_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2888);
/* harmony import */ var _shared_28_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2281);
/* harmony import */ var _shared_29_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8122);
/* harmony import */ var _shared_16_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4024);
/* harmony import */ var _shared_17_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6111);
/* harmony import */ var _shared_20_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(865);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9914);
const require = process.getBuiltinModule;
var E=new Set([1,126,127,255]),S=/failed to launch a task/iu,l=2;async function M({before:e,now:o},{following:n,intervention:i},r){let a=(0,_shared_23_js__WEBPACK_IMPORTED_MODULE_2__.d)(o)??0;if(!i.failFast||a<l||a===(e&&(0,_shared_23_js__WEBPACK_IMPORTED_MODULE_2__.d)(e)))return!1;if((0,_shared_23_js__WEBPACK_IMPORTED_MODULE_2__.e)(o,n).filter(({message:t=""})=>S.test(t)).some(({message:t=""})=>h(t)))return!0;try{let t=await (0,_shared_28_js__WEBPACK_IMPORTED_MODULE_3__.a)(n.started,r);return t.filter(T).length>=l?!0:i.readsLogs&&await F(t,n,r)}catch{return!1}}function N(e,o,n){let i=new Set((e?.service?.events??[]).map(({id:r})=>r));return (0,_shared_23_js__WEBPACK_IMPORTED_MODULE_2__.e)(o,n).flatMap(({id:r,message:a="",createdAt:s})=>{let t=i.has(r)?void 0:(0,_shared_21_js__WEBPACK_IMPORTED_MODULE_1__.b)(a);if(t?.noRetryMends!==!0)return[];let f=`no further attempt mends this: ${t.plain} ${t.mend}`;return[{at:s??o.at,kind:"waiting",message:f}]})}function T({stoppedReason:e,containers:o=[]}){return[e,...o.map(({reason:n})=>n)].some(n=>n!==void 0&&h(n))}async function F(e,o,n){let i={...o,warn:()=>{}},r=(0,_shared_29_js__WEBPACK_IMPORTED_MODULE_4__.a)({following:i},n),a=e.filter(({containers:s=[]})=>s.some(g)).slice(0,l);if(a.length<l)return!1;for(let s of a){let t=s.containers?.find(g)?.name,f=(await r(s.taskDefinitionArn)).find(k=>k.name===t);if(f===void 0)return!1;let{lines:v}=await (0,_shared_29_js__WEBPACK_IMPORTED_MODULE_4__.d)({task:s,container:f,lines:5,warn:i.warn},n);if(!(0,_shared_25_js__WEBPACK_IMPORTED_MODULE_0__.b)(v))return!1}return!0}function g({exitCode:e}){return e!==void 0&&E.has(e)}function h(e){return (0,_shared_21_js__WEBPACK_IMPORTED_MODULE_1__.b)(e)?.noRetryMends===!0}


/***/ }),

/***/ 9310:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ H),
/* harmony export */   b: () => (/* binding */ G),
/* harmony export */   c: () => (/* binding */ a)
/* harmony export */ });
/* harmony import */ var _shared_21_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2978);
const require = process.getBuiltinModule;
var d="FATAL|CRITICAL|CRIT|PANIC|EMERGENCY|EMERG|ALERT|SEVERE|ERROR|ERR|WARNING|WARN|INFO|INFORMATION|NOTICE|LOG|DEBUG|TRACE|VERBOSE",x=[new RegExp(String.raw`\b(?:level|severity|lvl)["']?\s?[=:]\s?["']?(${d})\b`,"iu"),new RegExp(String.raw`[[(<](${d})[\])>]`,"iu"),new RegExp(String.raw`(?:^|[\s|:\]])(${d})(?=[\s|:\][]|$)`,"u"),new RegExp(String.raw`^\W{0,9}(${d}):`,"iu")],E=/^(?:FATAL|CRIT|PANIC|EMERG|ALERT|SEVERE|ERR)/iu,A=/^(?:FATAL|CRIT|PANIC|EMERG)/iu,g=50,m=/^\s*(?:at \S|\.{3} \d+ (?:more|common)|File "|from \S{1,300}:\d|#\d+ |goroutine \d|created by |exit status \d|\^+\s*$|[{}[\]]+,?\s*$|Node\.js v\d|note: (?:run with|Some details)|Stack trace:|thrown in |--- End of |Traceback \()|^\s+\S{1,300}\.(?:c|cs|ex|go|java|js|jsx|kt|php|py|rb|rs|ts|tsx):\d|^\s+(?!\w*(?:Error|Exception):)\[?['"]?[A-Za-z]{1,40}['"]?\]?: \S|^[\w./*()-]{1,200}\([\da-fx{}, .?]{0,200}\)$/u,L=/^npm (?:ERR!|error|notice|verb)(?! Missing)|ELIFECYCLE|\*\*\* \[[^\]]{1,120}\] Error \d|\b(?:command|script|process|worker|child)\b.{0,80}\b(?:failed|exited|died)\b.{0,40}\b(?:code|status|signal)\b|A complete log of this run|\bfailed to boot\b|Shutting down: |^Reason: |For more information, see|^\s*(?:Description|Action):\s*$/iu,w=/\b(?:application|server|app|start-?up|boot(?:strap)?|initiali[sz]ation)(?: \w{1,20}){0,3} failed[.!]*(?: exiting[.!]*)?$|\bfailed to (?:start|boot)(?: \w{1,20}){0,3}[.!]*$|\bexiting[.!]*$/iu,T=/\b(?:otel|open-?telemetry|otlp|statsd|sentry|datadog|dd-trace|new-?relic|x-?ray|zipkin|jaeger)\b|\.exporter\./iu,v=/\w*Warning: |\b(?:retry(?:ing)?|skipp(?:ed|ing)|disabled?|ignor(?:ed|ing)|optional|fall(?:ing)? ?back|using (?:the )?default|continuing|deprecated|will (?:re)?try|trying again|waiting for)\b|, using \w/iu,y=/\b(?:giving up|gave up|given up|exhausted|exceeded|after \d{1,6} (?:tries|attempts|retries|seconds|ms))\b/iu,S=/\b(?:(?:re-?)?connected|is (?:now )?up|listening|started|ready|recovered|up and running|accepting connections|serving|succeeded|successful(?:ly)?)\b|\b(?:GET|HEAD) \/\S{0,200} (?:HTTP\/[\d.]+"? )?[23]\d\d\b/iu,C=/\b(?:not|never|no|cannot|can't|failed|failure|unable|isn't|wasn't|error|stopp(?:ed|ing)|clos(?:ed|ing)|shut(?:ting)?|exit(?:ed|ing)?|disconnected|terminat(?:ed|ing))\b/iu,h=/(?:error|exception)\b|\b(?:fatal|panic(?:ked)?|failed|failure|cannot|can't|can not|could not|couldn't|unable|refused|denied|forbidden|invalid|illegal|unexpected|missing|not (?:found|set|defined|a )|no such|undefined|aborted|timed? ?out|unsupported|unresolved|must (?:be|have|not)|required|expired|mismatch|expected|corrupt(?:ed)?|killed|too many|is not|does not|unknown)\b|^Killed$|\bE[A-Z]{4,12}\b:/iu;function R(t,e){let{text:n,level:i}=N(t.slice(0,64e3)),r=()=>{if(n.trim()===""||i===void 0&&m.test(n)||L.test(n)||w.test(n))return"other";let s=i!==void 0&&E.test(i),b=i!==void 0&&A.test(i),u=i!==void 0&&!s||T.test(n)||v.test(n)&&!y.test(n);return!s&&S.test(n)&&!C.test(n)?"recovery":b||s&&!u||!u&&(e(n)||h.test(n))?"error":"other"},o=i!==void 0&&E.test(i)||/^(?:\w{0,60}\.){0,9}\w{0,60}(?:Error|Exception): /u.test(n);return{kind:r(),text:n,labelled:o}}function N(t){let e=t.trimStart().startsWith("{")?O(t):void 0;if(e!==void 0){let r=p([e.msg,e.message,e.error,e.err,e.exception]),o=r===void 0?void 0:p([e.err,e.error,e.exception]),s=o===void 0||o===r?r:`${r}: ${o}`;if(s!==void 0)return{text:s.slice(0,4e3),level:k(e)}}let n=t.slice(0,4e3),i=n.slice(0,160);return{text:n,level:x.map(r=>r.exec(i)?.[1]).find(r=>r!==void 0)}}function O(t){try{let e=JSON.parse(t);return typeof e=="object"&&e!==null?e:void 0}catch{return}}function p(t){for(let e of t){let n=typeof e=="object"&&e!==null?e.message:e;if(typeof n=="string"&&n.trim()!=="")return n}}function k(t){let e=t.level??t.severity??t.lvl??t.levelname;return typeof e=="number"?e>=g+10?"FATAL":e>=g?"ERROR":"INFO":typeof e=="string"?e:void 0}var I=_shared_21_js__WEBPACK_IMPORTED_MODULE_0__.a.flatMap(({patterns:t})=>t).filter(({log:t})=>t!==void 0),_=/^(?:exec \S{1,300}: |standard_init_\w{1,40}\.go:\d+: )/u;function H(t){let e=n=>a(n)!==void 0;for(let n=t.length-1;n>=0;n-=1){let{kind:i,text:r,labelled:o}=R(t[n]??"",e);if(i==="recovery")return;if(i==="error")return{line:r.trim(),index:n,labelled:o,explanation:a(r)}}}function G(t){let[e,...n]=t.map(i=>i.trim()).filter(i=>i!=="");return e!==void 0&&n.length===0&&_.test(e)&&a(e)?.noRetryMends===!0}function a(t){return (0,_shared_21_js__WEBPACK_IMPORTED_MODULE_0__.d)((0,_shared_21_js__WEBPACK_IMPORTED_MODULE_0__.c)(t),I)}


/***/ })

};
