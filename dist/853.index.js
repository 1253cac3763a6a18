export const id = 853;
export const ids = [853];
export const modules = {

/***/ 853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   send: () => (/* binding */ k)
/* harmony export */ });
/* harmony import */ var _shared_44_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8397);
/* harmony import */ var _shared_67_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9128);
/* harmony import */ var _shared_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9914);
/* harmony import */ var node_dns_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1553);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7030);
const require = process.getBuiltinModule;
var w=1048576,T=5,h=[301,302,303,307,308];async function k(e){let t=(0,_shared_44_js__WEBPACK_IMPORTED_MODULE_0__.b)(),n=e.url;try{for(let r=0;;r+=1){let{host:s}=new URL(n),o=await S({...e,url:n,headers:O(e,s)});if("next"in o&&r<T){n=o.next;continue}return"next"in o?{kind:"unanswered",failure:"redirects",url:n,millis:t()}:{...o,url:n,millis:t()}}}catch(r){return{kind:"unanswered",failure:L(r,e),...c(r),url:n,millis:t()}}}function O({url:e,headers:t},n){return new URL(e).host===n?t:{}}async function S(e){let{url:t,method:n,headers:r,body:s,followsRedirects:o,signal:f}=e;if(await H(new URL(t).hostname))throw R();f.throwIfAborted();let i=await fetch(t,{method:n,headers:r,body:s??null,redirect:"manual",signal:f}),d=i.headers.get("location");if(o&&d!==null&&h.includes(i.status)){await i.body?.cancel();let u=new URL(d,t);if(!/^https?:$/.test(u.protocol)||(0,_shared_67_js__WEBPACK_IMPORTED_MODULE_1__.a)(u.hostname))throw R();return{next:u.href}}return{kind:"answered",status:i.status,body:await _(i)}}async function H(e){let t=(0,_shared_67_js__WEBPACK_IMPORTED_MODULE_1__.b)(e);return (0,node_net__WEBPACK_IMPORTED_MODULE_4__.isIP)(t)!==0?(0,_shared_67_js__WEBPACK_IMPORTED_MODULE_1__.a)(t):(await (0,node_dns_promises__WEBPACK_IMPORTED_MODULE_3__.lookup)(t,{all:!0})).some(({address:r})=>(0,_shared_67_js__WEBPACK_IMPORTED_MODULE_1__.a)(r))}async function _({body:e}){if(e===null)return"";let t=[],n=0;for await(let r of e)if(t.push(r),n+=r.length,n>=w)break;return new TextDecoder().decode(Buffer.concat(t).subarray(0,w))}var A="OFF_LIMITS";function R(){return Object.assign(new Error("an address that serves credentials"),{code:A})}var I=[[/^(?:ENOTFOUND|EAI_|ENODATA)/,"no-host"],[/^ECONNREFUSED$/,"refused"],[/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/,"closed"],[/^(?:ETIMEDOUT|UND_ERR_\w*TIMEOUT)$/,"timed-out"],[/^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/,"unreachable"],[/^(?:ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_\w*(?:CERT|ISSUER|LEAF)|HOSTNAME_MISMATCH)/,"certificate"],[/^(?:ERR_SSL|EPROTO)/,"not-tls"],[/^(?:HPE_|HTTPParserError$)/,"not-http"],[/^OFF_LIMITS$/,"off-limits"]];function L(e,{signal:t}){if(t.aborted)return"timed-out";let{code:n=""}=c(e);return I.find(([r])=>r.test(n))?.[1]??"other"}function c(e){if(typeof e!="object"||e===null)return{};let{name:t,code:n,cause:r,errors:s}=e;return typeof n=="string"?{code:n}:t==="HTTPParserError"?{code:t}:c(r??s?.[0])}


/***/ })

};
