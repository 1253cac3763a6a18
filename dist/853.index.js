export const id = 853;
export const ids = [853];
export const modules = {

/***/ 853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   send: () => (/* binding */ P)
/* harmony export */ });
/* harmony import */ var _shared_49_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4257);
/* harmony import */ var _shared_78_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8224);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9914);
/* harmony import */ var node_dns_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1553);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7030);
const require = process.getBuiltinModule;
var p=1048576,O=5,S=[301,302,303,307,308];async function P(e){let n=(0,_shared_49_js__WEBPACK_IMPORTED_MODULE_0__.b)(),t=e;try{for(let r=0;;r+=1){let o=await A(t);if(!("next"in o))return{...o,url:t.url,millis:n()};if(r===O)throw E("TOO_MANY_REDIRECTS");let i=_(t.url,o.next);if(t=H(t,{...o,isSame:i}),!/^https?:$/.test(new URL(t.url).protocol)||(0,_shared_78_js__WEBPACK_IMPORTED_MODULE_1__.a)(new URL(t.url).hostname))throw E(m);if(t.body!==void 0&&!i)throw E("BODY_ELSEWHERE")}}catch(r){return{kind:"unanswered",failure:y(r,e),...f(r),url:t.url,millis:n()}}}function _(e,n){let[t,r]=[new URL(e),new URL(n)];return t.origin===r.origin?!0:t.protocol==="http:"&&r.protocol==="https:"&&t.hostname===r.hostname&&t.port===""&&r.port===""}function H(e,{next:n,status:t,isSame:r}){let{method:o,headers:i}=e,a=r?i:{};if(!(t===303?o!=="HEAD":[301,302].includes(t)&&o==="POST"))return{...e,url:n,headers:a};let u=d=>/^content-/i.test(d),w=Object.fromEntries(Object.entries(a).filter(([d])=>!u(d)));return{...e,url:n,method:"GET",headers:w,body:void 0}}async function A(e){let{url:n,method:t,headers:r,body:o,followsRedirects:i,signal:a}=e;if(await b(new URL(n).hostname))throw E(m);a.throwIfAborted();let s=await fetch(n,{method:t,headers:r,body:o??null,redirect:"manual",signal:a}),u=s.headers.get("location");return i&&u!==null&&S.includes(s.status)?(await s.body?.cancel(),{next:new URL(u,n).href,status:s.status}):{kind:"answered",status:s.status,body:await g(s)}}async function b(e){let n=(0,_shared_78_js__WEBPACK_IMPORTED_MODULE_1__.b)(e);return (0,node_net__WEBPACK_IMPORTED_MODULE_4__.isIP)(n)!==0?(0,_shared_78_js__WEBPACK_IMPORTED_MODULE_1__.a)(n):(await (0,node_dns_promises__WEBPACK_IMPORTED_MODULE_3__.lookup)(n,{all:!0})).some(({address:r})=>(0,_shared_78_js__WEBPACK_IMPORTED_MODULE_1__.a)(r))}async function g({body:e}){if(e===null)return"";let n=[],t=0;for await(let r of e)if(n.push(r),t+=r.length,t>=p)break;return new TextDecoder().decode(Buffer.concat(n).subarray(0,p))}var m="OFF_LIMITS";function E(e){return Object.assign(new Error("not sent"),{code:e})}var I=[[/^(?:ENOTFOUND|EAI_|ENODATA)/,"no-host"],[/^ECONNREFUSED$/,"refused"],[/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/,"closed"],[/^(?:ETIMEDOUT|UND_ERR_\w*TIMEOUT)$/,"timed-out"],[/^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/,"unreachable"],[/^(?:ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_\w*(?:CERT|ISSUER|LEAF)|HOSTNAME_MISMATCH)/,"certificate"],[/^(?:ERR_SSL|EPROTO)/,"not-tls"],[/^(?:HPE_|HTTPParserError$)/,"not-http"],[/^OFF_LIMITS$/,"off-limits"],[/^TOO_MANY_REDIRECTS$/,"redirects"],[/^BODY_ELSEWHERE$/,"elsewhere"]];function y(e,{signal:n}){if(n.aborted)return"timed-out";let{code:t=""}=f(e);return I.find(([r])=>r.test(t))?.[1]??"other"}function f(e){if(typeof e!="object"||e===null)return{};let{name:n,code:t,cause:r,errors:o}=e;return typeof t=="string"?{code:t}:n==="HTTPParserError"?{code:n}:f(r??o?.[0])}


/***/ })

};
