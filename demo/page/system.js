/** @import { RevisionView, Scene, ServiceView, StageView, TargetGroupView, TaskView } from '../messages.ts' */
import { element, keepChildren, setText } from './element.js';

/**
 * Draws the emulated system; what was there before changes in its place.
 *
 * @param {HTMLElement} into
 * @param {Scene} scene
 */
export function drawSystem(into, { services, targetGroups }) {
  /** @type {{ key: string, draw: (known: HTMLElement | undefined) => HTMLElement }[]} */
  const parts = services.map((service) => ({
    key: `service ${service.cluster} ${service.name}`,
    draw: (known) => drawService(service, known),
  }));
  if (targetGroups.length > 0) parts.push({ key: 'traffic', draw: (known) => drawTargetGroups(targetGroups, known) });
  if (parts.length === 0) parts.push({ key: 'empty', draw: nothingThere });
  keepChildren(into, parts, { keyOf: ({ key }) => key, draw: ({ draw }, known) => draw(known) });
}

const nothingThere = () => element('p', { class: 'quiet' }, ['There is nothing in this account.']);

/**
 * @param {ServiceView} service
 * @param {HTMLElement | undefined} known
 */
function drawService(service, known) {
  const drawn = known ?? serviceFrame(service);
  setText(part(drawn, 'meta'), `${service.kind} · cluster ${service.cluster} · ${tasksWanted(service.desired)}`);
  setText(part(drawn, 'status'), service.status);
  part(drawn, 'status').dataset['tone'] = service.tone;
  setText(part(drawn, 'reason'), service.reason);
  setText(part(drawn, 'facts'), service.facts.join(' · '));
  setText(part(drawn, 'event'), service.event === '' ? '' : `Event: ${service.event}`);
  keepChildren(part(drawn, 'stages'), service.stages, {
    keyOf: (stage, index) => `${index} ${stage.name}`,
    draw: drawStage,
  });
  keepChildren(part(drawn, 'revisions'), service.revisions, { keyOf: (revision) => revision.id, draw: drawRevision });
  return drawn;
}

/** @param {ServiceView} service */
function serviceFrame({ name }) {
  return element('article', { class: 'service', 'aria-label': `Service ${name}` }, [
    element('header', {}, [
      element('h3', {}, [name]),
      element('span', { 'data-part': 'meta', class: 'quiet' }),
      element('strong', { 'data-part': 'status', class: 'status' }),
    ]),
    element('p', { 'data-part': 'reason', class: 'reason' }),
    element('ol', { 'data-part': 'stages', class: 'stages', 'aria-label': `Stages of the deployment of ${name}` }),
    element('p', { 'data-part': 'facts', class: 'quiet' }),
    element('p', { 'data-part': 'event', class: 'quiet event' }),
    element('div', { 'data-part': 'revisions', class: 'revisions' }),
  ]);
}

const STAGE_WORDS = { ahead: 'to come', now: 'now', done: 'done', failed: 'failed', skipped: 'skipped' };

/**
 * @param {StageView} stage
 * @param {HTMLElement | undefined} known
 */
function drawStage({ name, state }, known) {
  const drawn = known ?? element('li', {}, [name, element('span', { class: 'unseen' })]);
  drawn.dataset['state'] = state;
  setText(/** @type {Element} */ (drawn.lastElementChild), `, ${STAGE_WORDS[state]}`);
  if (state === 'now') drawn.setAttribute('aria-current', 'step');
  else drawn.removeAttribute('aria-current');
  return drawn;
}

/**
 * @param {RevisionView} revision
 * @param {HTMLElement | undefined} known
 */
function drawRevision(revision, known) {
  const drawn =
    known ??
    element('section', { class: 'revision' }, [
      element('header', {}, [
        element('h4', {}, [revision.name, ' ', element('span', { 'data-part': 'role', class: 'role' })]),
        element('span', { 'data-part': 'count', class: 'quiet' }),
      ]),
      element('ul', { 'data-part': 'tasks', class: 'tasks', 'aria-label': `Tasks of ${revision.name}` }),
      element('ul', { 'data-part': 'reasons', class: 'reasons', 'aria-label': `Why tasks of ${revision.name} failed` }),
    ]);
  drawn.dataset['role'] = revision.role;
  setText(part(drawn, 'role'), revision.role);
  const gone = revision.gone > 0 ? ` · ${revision.gone} gone` : '';
  setText(part(drawn, 'count'), `${tasksWanted(revision.desired)}${gone}`);
  drawReasons(part(drawn, 'reasons'), revision.reasons);
  keepChildren(part(drawn, 'tasks'), revision.tasks, { keyOf: (task) => task.id, draw: drawTask });
  return drawn;
}

/**
 * @param {TaskView} task
 * @param {HTMLElement | undefined} known
 */
function drawTask({ id, tone, state, health }, known) {
  const drawn =
    known ??
    element('li', { class: 'task' }, [
      element('span', { class: 'dot', 'aria-hidden': 'true' }),
      element('code', {}, [id]),
      element('span', { 'data-part': 'state' }),
      element('span', { 'data-part': 'health', class: 'quiet' }),
    ]);
  drawn.dataset['tone'] = tone;
  setText(part(drawn, 'state'), state);
  setText(part(drawn, 'health'), health);
  return drawn;
}

/**
 * @param {TargetGroupView[]} groups
 * @param {HTMLElement | undefined} known
 */
function drawTargetGroups(groups, known) {
  const drawn =
    known ??
    element('section', { class: 'traffic', 'aria-label': 'Traffic' }, [
      element('h3', {}, ['Traffic and targets']),
      element('div', { 'data-part': 'groups', class: 'revisions' }),
    ]);
  keepChildren(part(drawn, 'groups'), groups, { keyOf: (group) => group.name, draw: drawTargetGroup });
  return drawn;
}

/**
 * @param {TargetGroupView} group
 * @param {HTMLElement | undefined} known
 */
function drawTargetGroup({ name, shares, targets, reasons }, known) {
  const drawn =
    known ??
    element('section', { class: 'revision' }, [
      element('h4', {}, [name, ' ', element('span', { class: 'role' }, ['target group'])]),
      element('ul', { 'data-part': 'shares', class: 'shares', 'aria-label': `Traffic of ${name}` }),
      element('ul', { 'data-part': 'targets', class: 'tasks', 'aria-label': `Targets of ${name}` }),
      element('ul', { 'data-part': 'reasons', class: 'reasons', 'aria-label': `Failed checks of ${name}` }),
    ]);
  keepChildren(part(drawn, 'shares'), shares, { keyOf: (share) => share.route, draw: drawShare });
  drawReasons(part(drawn, 'reasons'), reasons);
  keepChildren(part(drawn, 'targets'), targets, { keyOf: (target) => target.address, draw: drawTarget });
  return drawn;
}

/**
 * @param {TargetGroupView['shares'][number]} share
 * @param {HTMLElement | undefined} known
 */
function drawShare({ route, percent }, known) {
  const drawn =
    known ??
    element('li', { 'data-route': route }, [
      element('span', {}, [route]),
      element('span', { class: 'bar', 'aria-hidden': 'true' }, [element('span', { 'data-part': 'fill' })]),
      element('span', { 'data-part': 'percent', class: 'percent' }),
    ]);
  part(drawn, 'fill').style.width = `${percent}%`;
  setText(part(drawn, 'percent'), `${percent} %`);
  return drawn;
}

/**
 * @param {TargetGroupView['targets'][number]} target
 * @param {HTMLElement | undefined} known
 */
function drawTarget({ address, tone, state, revision }, known) {
  const drawn =
    known ??
    element('li', { class: 'task' }, [
      element('span', { class: 'dot', 'aria-hidden': 'true' }),
      element('code', {}, [address]),
      element('span', { 'data-part': 'state' }),
      element('span', { class: 'quiet' }, [revision]),
    ]);
  drawn.dataset['tone'] = tone;
  setText(part(drawn, 'state'), state);
  return drawn;
}

/**
 * @param {HTMLElement} into
 * @param {string[]} reasons
 */
function drawReasons(into, reasons) {
  keepChildren(into, reasons, {
    keyOf: (_, index) => String(index),
    draw: (reason, known) => {
      const drawn = known ?? element('li');
      setText(drawn, reason);
      return drawn;
    },
  });
}

/** @param {number} count */
const tasksWanted = (count) => `${count} ${count === 1 ? 'task' : 'tasks'} wanted`;

/**
 * @param {HTMLElement} of
 * @param {string} name
 */
function part(of, name) {
  const found = of.querySelector(`[data-part="${name}"]`);
  if (!(found instanceof HTMLElement)) throw new Error(`the part ${name} is missing`);
  return found;
}
