interface Component {
  'bom-ref': string;
  name: string;
  version: string;
  [field: string]: unknown;
}

export interface BillOfMaterials {
  metadata: { component: Component; [field: string]: unknown };
  components: Component[];
  dependencies: { ref: string; dependsOn?: string[] }[];
  [field: string]: unknown;
}

/**
 * What of npm's bill of materials is in the bundle. `npm sbom --omit=dev` would not do: it leaves out what a
 * development dependency needs as well, and keeps what only the demo needs.
 */
export function ofBundle(all: BillOfMaterials, licenses: string): BillOfMaterials {
  const bundled = new Set(bundledPackages(licenses));
  const components = all.components.filter(({ name, version }) => bundled.delete(`${name}@${version}`));
  if (bundled.size > 0) throw new Error(`Bundled, but unknown to package-lock.json: ${[...bundled].join(', ')}.`);
  const root = all.metadata.component;
  const refs = new Set([root['bom-ref'], ...components.map((component) => component['bom-ref'])]);
  const dependencies = all.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) }));
  // npm takes the name of the folder for the name of what is in it.
  const component = { ...root, name: root['bom-ref'].replace(/@[^@]*$/, '') };
  return { ...all, metadata: { ...all.metadata, component }, components, dependencies };
}

/** The headings of dist/licenses.txt, as name@version. */
export function bundledPackages(licenses: string): string[] {
  return [...licenses.matchAll(/^((?:@[\w.-]+\/)?[\w.-]+) (\d+\.\d+\.\d+\S*) \(.+\)$/gm)].map(
    ([, name, version]) => `${name}@${version}`,
  );
}
