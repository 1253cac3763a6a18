const O=1216,P=[1216],a={1216:((d,s,_)=>{_.d(s,{explain:()=>E.c});var E=_(5362),o=_(1413),t=_(2695),M=_(9914);const D=process.getBuiltinModule})};export{O as id,P as ids,a as modules};
