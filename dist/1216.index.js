const O=1216,P=[1216],a={1216:((d,s,_)=>{_.d(s,{explain:()=>E.c});var E=_(9265),o=_(9128),t=_(2976),M=_(9914);const D=process.getBuiltinModule})};export{O as id,P as ids,a as modules};
