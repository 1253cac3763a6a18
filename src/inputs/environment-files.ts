import { findEnvironmentFileFault } from '../aws/environment-file.ts';
import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { quote } from './place.ts';
import type { Inputs } from './spec.ts';
import { phrase } from '../phrases.ts';

export function environmentFileProblems({ 'env-files': files = [] }: Inputs): Problem[] {
  return files.flatMap((file) => {
    const fault = findEnvironmentFileFault(file);
    if (fault === undefined) return [];
    const message = `${phrase('input', 'env-files')}: ${quote(file)} ${fault.what}.`;
    return toProblem('environment-file', atInput('env-files'), { message, fix: fault.fix });
  });
}
