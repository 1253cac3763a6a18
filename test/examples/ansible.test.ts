import { expect, it } from 'vitest';
import { ciFile, runInCi } from './run-ci.ts';

/** Needs ansible-playbook: `apt-get install ansible-core`. */
it('Ansible deploys the folder of an environment, and says that it changed', async () => {
  const variables = `service=$SERVICE environment_name=$ENVIRONMENT image_tag=$IMAGE_TAG`;
  const ran = await runInCi(`ansible-playbook playbook.yml --extra-vars "${variables}"`, {
    'playbook.yml': ciFile('playbook.yml'),
  });
  expect([ran.exitCode, ran.writes], ran.out).toEqual([0, ['RegisterTaskDefinition', 'CreateService']]);
  expect(ran.out).toMatch(/changed=1 .*failed=0/);
});
