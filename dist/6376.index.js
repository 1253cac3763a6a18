const e=6376,E=[6376],c={6376:((d,o,t)=>{t.r(o),t.d(o,{context:()=>s.a,getOctokit:()=>s.b});var s=t(4013),_=t(9914);const n=process.getBuiltinModule})};export{e as id,E as ids,c as modules};
