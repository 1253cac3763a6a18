import { GUIDE, type Pattern, type PatternGroup } from '../pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;
const ENVIRONMENT = `${GUIDE}/taskdef-envfiles.html`;

/** An error that only its kind is known of; where its stack shows a line of the program's own code, the fix names it. */
function kind<const Id extends string>(
  words: Pick<Pattern, 'title' | 'pattern' | 'plain' | 'fix' | 'link'> & { id: Id },
) {
  const when = /^place: (?<place>\S{1,300})$/m;
  const fix = `${words.fix} The error comes from {place}, the first line of your own code in its stack trace.`;
  return {
    ...words,
    causes: [],
    variants: [
      {
        where: 'a variable of the container has the value that the error names',
        when: /^value is in (?<variable>\w{1,80}) of container (?<holder>\S{1,255})$/m,
        fix: `Look at {variable} in \`environment\` of container {holder}: the error names its value. ${words.fix}`,
      },
      {
        where: 'the error names a variable that the container does not have',
        when: /^setting (?<variable>\S+): not in container (?<holder>[^\s,]{1,255})/m,
        fix: `Set {variable} in \`environment\` or \`secrets\` of container {holder}: the error names it, and the container does not have it. Otherwise: ${words.fix}`,
      },
      { where: 'the place is known', when, fix },
    ],
    log: 'kind' as const,
  };
}

/** What kind of error a line is that no other table knows: less than a cause, but enough to say where to look. */
export const ERROR_CLASSES = {
  title: 'The program reports: errors that are known by their kind alone',
  patterns: [
    kind({
      id: 'error-advice',
      title: 'An error that says what to do',
      pattern:
        /(?<advice>\b(?:you (?:should|must|need to|have to|might need to|may need to)|please (?!see|refer|report|contact|wait|check the log)|make sure|ensure that|try (?:running|using|setting|to)|consider (?!it)|did you forget|run ['"]|use ['"]|add ['"]|set ['"]|install ['"]|(?:upgrade|update|downgrade) (?:to|your|the))\b[^.;\n]{6,220})/i,
      plain: 'The last error in its log says what the program needs.',
      fix: 'Do what the error says: "{advice}".',
      link: STOPPED,
    }),
    kind({
      id: 'error-certificate',
      title: 'An error about a certificate or encryption',
      pattern:
        /\b(?:CA|root|trusted|peer|client|server) certificates?\b|\bcertificate\b.{0,60}\b(?:invalid|unknown|missing|not|verif|trust|load)|trust ?store|\bx509\b|\b(?:TLS|SSL)\b.{0,40}\b(?:handshake|error|fail|alert|version)|handshake (?:fail|error)/i,
      plain:
        'According to the last error in its log, the program fails at a certificate or at encryption[[ ({address})]].',
      fix: 'Give the image the CA certificates that the program looks for (`ca-certificates`, or your own CA), and check that {address|the address} is one that speaks TLS under that name.',
      link: STOPPED,
    }),
    kind({
      id: 'error-license',
      title: 'An error about a license',
      pattern:
        /\blicen[cs]e(?: key| file| token)?\b(?!.{0,30}\bserver\b).{0,30}\b(?:invalid|expired|missing|required|exceeded|not valid|not found)\b|\b(?:invalid|expired|missing|no valid)\b.{0,20}\blicen[cs]e\b(?! server)/i,
      plain: 'According to the last error in its log, the program has no valid license.',
      fix: 'Give the container a valid license in `secrets` or `environment`[[ ({setting})]], or on a volume[[ ({file})]], then deploy again.',
      link: ENVIRONMENT,
    }),
    kind({
      id: 'error-login',
      title: 'An error about credentials',
      pattern:
        /\bauthenticat(?:ion|e|ed|ing)\b|\bunauthori[sz]ed\b|\b401\b|\bcredentials?\b|(?:invalid|wrong|bad|incorrect|missing|expired|no|unknown) (?:\w{1,20} )?(?:api[ _-]?key|app[ _-]?key|access key|token|password|secret|signature|client[ _]id)\b|(?:api[ _-]?key|token|password|secret) (?:is )?(?:invalid|wrong|incorrect|missing|expired|rejected|required|not valid)|\blog(?:in|on) (?:failed|denied|refused|incorrect)/i,
      plain:
        'According to the last error in its log, {address|a service that the program uses} does not accept its credentials, or gets none.',
      fix: 'Correct the user, password, key or token for {address|that service} in `secrets` of the container[[ ({setting})]], then deploy again: running tasks keep the old value.',
      link: `${GUIDE}/specifying-sensitive-data.html`,
    }),
    kind({
      id: 'error-forbidden',
      title: 'An error about a permission at another service',
      pattern:
        /\bforbidden\b|\b403\b|\bnot (?:authorized|permitted|allowed) to\b|\baccess (?:is )?denied\b|insufficient (?:permissions?|privileges?|scopes?)|\b(?:lacks?|missing|requires?) (?:the )?(?:permissions?|privileges?|scopes?|role)\b/i,
      plain:
        'According to the last error in its log, {address|a service that the program uses} knows it, but does not allow what it asks.',
      fix: 'Grant the user or role of the program what the line names[[ at {address}]]; for an AWS service that is the task role (`taskRoleArn`).',
      link: `${GUIDE}/task-iam-roles.html`,
    }),
    kind({
      id: 'error-file-permission',
      title: 'An error about the rights on a file',
      pattern:
        /\bpermission denied\b|\boperation not permitted\b|\bEACCES\b|\bEPERM\b|\b(?:is )?not (?:writable|readable|writeable)\b|\bread-only file ?system\b/i,
      plain: 'According to the last error in its log, the user of the container may not use {file|a file or folder}.',
      fix: 'Make the user of the container the owner of {file|that file or folder} (`chown` in the Dockerfile, the owner of the EFS access point), or change `user` in the task definition.',
      link: STOPPED,
    }),
    kind({
      id: 'error-setting',
      title: 'An error about a setting',
      pattern:
        /\b(?:environment|env) (?:variables?|vars?)\b|\b(?:config(?:uration)?|settings?|options?|flags?|propert(?:y|ies)|parameters?|arguments?)\b.{0,80}\b(?:missing|required|invalid|not (?:set|found|defined|specified|valid|provided|configured|supported|recogni[sz]ed)|unknown|empty|must|expected|unsupported|wrong|fail(?:ed|ure)?|error|bad)|\b(?:missing|required|invalid|unknown|unsupported|bad|no|wrong)\b.{0,60}\b(?:config(?:uration)?|settings?|options?|flags?|property|parameter|argument)\b|\b(?:must|needs? to) be (?:set|provided|specified|configured|one of|defined|a|an)\b|\b(?:is|are) (?:required|mandatory)\b|\bnot (?:set|configured|specified|provided)\b/i,
      plain:
        'According to the last error in its log, the program lacks a setting or does not accept its value[[: {setting}]].',
      fix: 'Set or correct {setting|the setting that the line names} in `environment` or `secrets` of the container[[, or in {file}]], then deploy again.',
      link: ENVIRONMENT,
    }),
    kind({
      id: 'error-format',
      title: 'An error about the format of something that is read',
      pattern:
        /\b(?:pars(?:e|er|ing)|syntax|unmarshal\w*|deseriali[sz]\w+|decod(?:e|ing)|malformed)\b|unexpected (?:token|end of|character|EOF in|identifier)|invalid (?:JSON|YAML|TOML|XML|format|UTF-8)/i,
      plain:
        'According to the last error in its log, the program cannot read {file|something that it is given}: its format is not what it expects.',
      fix: 'Correct {file|what the line names}[[ ({setting})]]: a value that is empty or was not filled in, quotes and line breaks that a secret brings along, or another format than this version expects.',
      link: STOPPED,
    }),
    kind({
      id: 'error-version',
      title: 'An error about versions that do not fit together',
      pattern:
        /\bincompatib\w+\b|\bnot compatible\b|\bversion mismatch\b|\brequires? (?:at least )?(?:\w{1,20} )?version\b|\b(?:un|not )supported version\b|\bversion\b.{0,60}\b(?:not supported|unsupported|too old|too new|mismatch|required|does not match)\b|\bno longer supported\b/i,
      plain: 'According to the last error in its log, two versions do not fit together.',
      fix: 'Pin the version that the line asks for in the image (its lock file or base image), or upgrade the other side before this deployment[[ ({address})]].',
      link: STOPPED,
    }),
    kind({
      id: 'error-limit',
      title: 'An error about a limit',
      pattern:
        /\bquota\b|\blimits? (?:has been |is |was )?(?:exceeded|reached)\b|\bexceed(?:s|ed)? (?:the )?(?:\w{1,20} ){0,3}(?:limit|maximum|quota)\b|\btoo many (?!arguments)|\bthrottl\w+\b|\brate ?limit\w*\b|\b429\b/i,
      plain: 'According to the last error in its log, the program reached a limit[[ of {address}]].',
      fix: 'Raise the limit that the line names[[ at {address}]], or have fewer tasks, workers or requests use it at once; old and new tasks run side by side during a deployment (`maximum-percent`).',
      link: STOPPED,
    }),
    kind({
      id: 'error-conflict',
      title: 'An error about something that exists already or is in use',
      pattern:
        /\balready (?:exists|running|registered|in use|locked|taken|started|defined|held)\b|\bduplicate\b|\bis locked\b|\bcould not (?:acquire|obtain) (?:the |a )?lock\b|\block (?:is )?held\b/i,
      plain:
        'According to the last error in its log, something that the program wants to create or take exists already or is in use[[: {file}]].',
      fix: 'Find who has it: an old task that still runs during the deployment (`minimum-healthy-percent: 0` stops it first), or what an earlier run left behind[[ ({file})]]; then deploy again.',
      link: STOPPED,
    }),
    kind({
      id: 'error-connection',
      title: 'An error about a connection',
      pattern:
        /\b(?:connect(?:ion|ing|ed)?|dial|socket|handshake|brokers?|reach(?:able)?|unreachable|no route to host|network|upstream|endpoint|server)\b.{0,80}\b(?:fail(?:ed|ure|s)?|error|refused|reset|closed|lost|timed? ?out|unavailable|aborted|not available|down|rejected)\b|\b(?:fail(?:ed|ure)?|cannot|could not|can't|couldn't|unable) (?:to )?(?:connect|reach|contact|dial)\b|\bdoes(?: not|n't) (?:answer|respond|reply)\b|\bno (?:answer|response|reply) from\b|\bnot responding\b|\btimed? ?out\b|\bdeadline exceeded\b|\bECONN\w+\b|\bno (?:available|reachable|alive) (?:brokers?|servers?|nodes?|hosts?|endpoints?)\b/i,
      plain:
        'According to the last error in its log, the program does not get what it needs from {address|a service that it connects to}.',
      fix: 'Check that {address|the service that the line names} runs and that its address in `environment` or `secrets` of the container is right[[ ({setting})]]; then that its security group allows the tasks[[ on port {port}]].',
      link: STOPPED,
    }),
    kind({
      id: 'error-not-found',
      title: 'An error about something that does not exist',
      pattern:
        /\bnot found\b|\bno such\b|\bdoes(?: not|n't) exist\b|\b(?:cannot|could not|can't|couldn't|unable to|failed to) (?:find|locate|open|load|read|stat)\b|\bNotFound\b|\b404\b/i,
      plain: 'According to the last error in its log, the program does not find {file|something that it asks for}.',
      fix: 'Add {file|what the line names} to the image, mount or create it before the deployment, or correct its name[[ in {setting}]].',
      link: STOPPED,
    }),
  ],
} as const satisfies PatternGroup;
