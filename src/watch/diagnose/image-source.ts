import type { ReportedImage } from '../../model.ts';
import type { Finding } from './finding.ts';

type Source = Pick<ReportedImage, 'image' | 'from'>;

/** A fix that says to correct `image` says where that stands. */
export function nameImageSource(
  finding: Finding,
  { image, images }: { image: string | undefined; images: readonly Source[] },
): void {
  const { explanation, origin } = finding;
  const from = images.find((one) => one.image === image)?.from;
  if (explanation?.id.startsWith('image-') !== true || from === undefined) return;
  const place = (fix: string): string => fix.replace('`image`', placeOf(from, origin));
  finding.explanation = {
    ...explanation,
    fix: place(explanation.fix),
    variants: explanation.variants.map((variant) =>
      variant.fix === undefined ? variant : { ...variant, fix: place(variant.fix) },
    ),
  };
}

function placeOf(from: NonNullable<Source['from']>, origin: Finding['origin']): string {
  const { input, line } = origin?.kind === 'input' ? origin : {};
  switch (from) {
    case 'input':
      return `the input \`${input ?? 'image'}\``;
    case 'file':
      return origin?.kind === 'file' ? `\`image\` in ${origin.file}, line ${origin.line}` : '`image` in the file';
    case 'document':
      return `\`image\` in the input \`${input ?? 'task-definition'}\`${line === undefined ? '' : `, line ${line}`}`;
    case 'live':
      return '`image` of the live task definition, with the input `image`,';
    case 'revision':
      return input === undefined
        ? '`image` of the given revision'
        : `\`image\` of the revision that \`${input}\` names`;
  }
}
