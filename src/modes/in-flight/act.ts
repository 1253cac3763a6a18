import { answerHook, continueCodeDeploy } from '../../write/continue.ts';
import { stopCodeDeploy, stopDeployment } from '../../write/stop.ts';
import type { DeployEvent } from '../../model.ts';
import type { Step } from '../../plan/step.ts';
import type { World } from '../../world.ts';

/** Makes the one call that was decided on, before the deployment is followed. False if there was nothing left to do. */
export async function act(step: Step, say: (event: DeployEvent) => void, world: World): Promise<boolean> {
  const notice = (message: string): true => {
    say({ at: world.clock.now(), kind: 'notice', message });
    return true;
  };
  const late = (message: string): false => {
    say({ at: world.clock.now(), kind: 'warning', message });
    return false;
  };
  const overBefore = 'The deployment ended before it could be stopped.';
  switch (step.kind) {
    case 'follow':
      return step.note === undefined || notice(step.note);
    case 'stop':
      if (!(await stopDeployment(step, world))) return late(overBefore);
      return notice(`Asked ECS to ${step.stopType === 'ROLLBACK' ? 'roll it back' : 'stop it'}.`);
    case 'answer-hook': {
      const { deploymentArn, hookId, answer } = step;
      if (await answerHook({ deploymentArn, hookId, action: answer }, world)) {
        return notice(`Answered the hook ${hookId} with ${answer}.`);
      }
      late(`The hook ${hookId} is no longer waiting: someone else answered, or it timed out.`);
      if (answer === 'CONTINUE') return false;
      return (await stopDeployment({ deploymentArn, stopType: answer }, world)) || late(overBefore);
    }
    case 'stop-codedeploy':
      if (!(await stopCodeDeploy(step, world))) return late(overBefore);
      return notice(`Asked CodeDeploy to stop it${step.rollback ? ' and to roll back' : ''}.`);
    case 'continue-codedeploy':
      if (!(await continueCodeDeploy(step, world))) return late('The deployment is no longer waiting.');
      return notice('Asked CodeDeploy to continue.');
  }
}
