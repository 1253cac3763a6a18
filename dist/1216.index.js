const O=1216,P=[1216],a={1216:((d,s,_)=>{_.d(s,{explain:()=>E.b});var E=_(8662),o=_(2483),t=_(7845),M=_(9914);const D=process.getBuiltinModule})};export{O as id,P as ids,a as modules};
