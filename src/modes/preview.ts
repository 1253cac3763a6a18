import type { Asked } from './asked.ts';

/** The preview of a pull request is an Express service of its own, beside the one that the inputs name. */
export function withPreview(asked: Asked): Asked {
  return { ...ofOne(asked), parts: asked.parts?.map((part) => ({ ...part, ...ofOne(part) })) };
}

function ofOne(asked: Asked): Asked {
  const { preview, service, 'service-name': alias } = asked.inputs;
  const [base] = service ?? alias ?? [];
  if (preview === undefined || preview === 'closed' || base === undefined || asked.bad.has('preview')) return asked;
  const inputs = {
    ...asked.inputs,
    service: [`${base}-pr-${preview}`],
    'service-name': undefined,
    'service-type': 'express' as const,
  };
  return { ...asked, inputs };
}
