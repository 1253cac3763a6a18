import { findEnvironmentFileFault } from '../aws/environment-file.ts';
import type { Problem } from '../model.ts';
import { quote } from './place.ts';
import type { Inputs } from './spec.ts';

export function environmentFileProblems({ 'env-files': files = [] }: Inputs): Problem[] {
  return files.flatMap((file) => {
    const fault = findEnvironmentFileFault(file);
    if (fault === undefined) return [];
    return {
      rule: 'environment-file',
      severity: 'error',
      message: `Input "env-files": ${quote(file)} ${fault.what}.`,
      fix: fault.fix,
      origin: { kind: 'input', input: 'env-files' },
    };
  });
}
