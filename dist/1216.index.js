const O=1216,P=[1216],a={1216:((d,s,_)=>{_.d(s,{explain:()=>E.c});var E=_(3743),o=_(3174),t=_(1242),M=_(9914);const D=process.getBuiltinModule})};export{O as id,P as ids,a as modules};
