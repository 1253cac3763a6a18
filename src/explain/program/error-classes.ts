import { byGrammar, NAMES_VARIABLE, OF_URL } from '../complaints.ts';
import { GUIDE, type Pattern, type PatternGroup, type Variant } from '../pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;
const ENVIRONMENT = `${GUIDE}/taskdef-envfiles.html`;

/** A number is the status of an answer only where the words around it say so. */
function status(code: number, phrase: string): string {
  return `\\b(?:HTTP(?:/[\\d.]{1,4})?|(?:status[ _-]?)?code|status|response|received error|answered|returned)[ :=]{0,3}(?:code |with )?${code}\\b|\\b${code}:? (?:${phrase}\\b|from https?:)`;
}

/** `X failed`, `not X`: one of several shapes, whatever the case. */
function oneOf(...shapes: readonly string[]): RegExp {
  return new RegExp(shapes.join('|'), 'i');
}

const CANNOT = "(?:cannot|could not|can't|couldn't|unable to|failed to|failure to)";
const A_FILE = '^(?=.*(?:^|[\\s"\'(=:])/[\\w.@+-]{1,100})';
/** The line is about how the program is set up: it says so, or holds the name of a variable (the only pattern where case counts). */
const SET_UP =
  '^(?!.*(?:No such file or directory|ENOENT))(?=.*\\b(?:[Cc]onfig\\w*|[Ss]ettings?|env|[Ee]nvironment|[A-Z][A-Z\\d]{1,30}_[A-Z\\d_]{1,60})\\b)';

/** An error that only its kind is known of; where its stack shows a line of the program's own code, the fix names it. */
function kind<const Id extends string>({
  first = [],
  isAboutSettings = false,
  ...words
}: Pick<Pattern, 'title' | 'pattern' | 'plain' | 'fix' | 'link'> & {
  id: Id;
  first?: readonly Variant[];
  isAboutSettings?: boolean;
}) {
  const when = /^place: (?<place>\S{1,300})$/m;
  const fix = `${words.fix} The error comes from {place}, the first line in its stack trace that belongs to no library.`;
  return {
    ...words,
    causes: [],
    variants: [
      ...first,
      {
        where: 'a variable of the container has the value that the error names',
        when: /^value is in (?<variable>\w{1,80}) of container (?<holder>\S{1,255})$/m,
        fix: `Look at {variable} in \`environment\` of container {holder}: the error names its value. ${words.fix}`,
      },
      {
        where: 'the error names a variable that the container does not have',
        when: /(?<![\s\S])(?![\s\S]*\b(?:[Ii]nvalid|not a valid|malformed|out of range|must be (?:a|an|one)|(?:parse|convert|decod)\w*)\b)[\s\S]*^setting (?<variable>\S+): not in container (?<holder>[^\s,]{1,255})/m,
        fix: `Set {variable} in \`environment\` or \`secrets\` of container {holder}: the error names it, and the container does not have it.${isAboutSettings ? '' : ` Otherwise: ${words.fix}`}`,
      },
      {
        where: 'the error names a variable that the container has',
        when: NAMES_VARIABLE,
        fix: `Look at {variable} of container {holder}[[ (now "{value}")]][[, which comes from {source}]]: the error names it.${isAboutSettings ? ' Correct its value, then deploy again.' : ` ${words.fix}`}`,
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
      id: 'error-limit',
      title: 'An error about a limit',
      pattern: oneOf(
        '\\bquota (?:[\\w-]{1,30} ){0,4}(?:exceeded|reached|exhausted)\\b|\\bexceed(?:s|ed|ing)? (?:the |your |its )?(?:\\w{1,20} ){0,3}(?:limit|maximum|quota)\\b(?! (?:number of )?(?:retries|attempts|tries))',
        '\\blimits? (?:has been |is |was )?(?:exceeded|reached)\\b|\\brate[ -]?limit(?:ed| exceeded| reached)\\b|\\bthrottl(?:ed|ing)\\b|\\bThrottlingException\\b',
        '\\btoo many (?:requests|connections|clients|sessions|processes|threads|attempts|open)\\b',
        status(429, 'Too Many Requests'),
      ),
      plain: 'According to the last error in its log, the program reached a limit[[ of {address}]].',
      fix: 'Raise the limit that the line names[[ at {address}]], or have fewer tasks, workers or requests use it at once; old and new tasks run side by side during a deployment (`maximum-percent`).',
      first: byGrammar(),
      link: STOPPED,
    }),
    kind({
      id: 'error-advice',
      title: 'An error that says what to do',
      pattern:
        /(?<advice>\b(?:you (?:should|must|need to|have to|might need to|may need to)|please (?!see|refer|report|contact|wait|check the log)|make sure|ensure that|try (?:running|using|setting|to)|consider (?!it)|did you forget|run ['"]|use ['"]|add ['"]|set ['"]|install ['"]|(?:upgrade|update|downgrade) (?:to|your|the)|(?:re-?)?run (?:it )?(?:again )?with)\b(?:[^.;\n]|\.(?=\S)){6,220})|(?:[.;:!] ?\(?|\((?:or )?)(?<order>(?:Set|Use|Add|Run|Install|Enable|Disable|Specify|Provide|Configure|Delete|Remove|Define|Pass|Create|Increase|delete|remove|set) (?!up\b|of\b|by\b)(?:[^;\n)]|\)(?=\S)){4,200}?)(?=\.? *$|\. |\)|;)/i,
      plain: 'The last error in its log says what the program needs.',
      fix: 'Do what the error says[[ (it is about {file})]]: "[[{advice}]][[{order}]]".',
      first: [
        {
          where: 'it says with which flag to run the program',
          when: /^log says: .{0,400}?\brun (?:it )?(?:again )?with (?:the )?['"`]?(?<flag>--?[a-z][\w-]{1,60}(?:=\S{1,60})?)/im,
          plain: 'The program lacks the flag {flag}, as its last error says.',
          fix: 'Add {flag} to the command that starts the program: `command` of the container, or ENTRYPOINT or CMD of the image.',
        },
        {
          where: 'it says which file to delete',
          when: /^log says: .{0,400}?\b(?:delete|remove) (?:the )?(?:file )?(?<stale>\/[\w./@+-]{2,200}?)(?: file)?[.)]/im,
          plain: 'The program finds {stale}, which an earlier run left behind, and takes itself for running already.',
          fix: 'Remove {stale} before the program starts (`rm -f {stale}` in the start script), keep it out of the image and off volumes, or turn it off (Play: `-Dpidfile.path=/dev/null`; Rails: `rm -f tmp/pids/server.pid`).',
        },
        {
          where: 'it wants something before an upgrade',
          when: /^log says: (?<said>.{0,300}?\bbefore (?:the )?(?:upgrad|updat|migrat)\w{1,5}\b.{0,160})/im,
          plain: 'The new version demands something that must be done with the old one: "{said}".',
          fix: 'Deploy the previous image again, do there what the error demands ("{said}"), then deploy this one.',
        },
      ],
      link: STOPPED,
    }),
    kind({
      id: 'error-certificate',
      title: 'An error about a certificate or encryption',
      pattern: oneOf(
        '\\bx509\\b|\\btrust ?store\\b|\\b(?:alert:? |authentication )handshake[ _](?:fail\\w*|error)',
        '\\b(?:TLS|SSL)\\b.{0,40}\\b(?:handshake|error|fail\\w*|alert)\\b',
        '\\b(?:CA|root|trusted|peer|client|server|TLS|SSL) certificates?\\b.{0,60}\\b(?:invalid|unknown|missing|expired|not|verif\\w*|untrusted|load\\w*)\\b',
        '\\bcertificate (?:verif\\w+|validation|chain|is not trusted|not trusted|has expired)\\b',
      ),
      plain:
        'According to the last error in its log, the program fails at a certificate or at encryption[[ ({address})]].',
      fix: 'Check the certificate that the line names[[ ({file})]], that {address|the address} is one that speaks TLS under that name, and that the image has the CA that signed it (`ca-certificates`, or your own CA).',
      link: STOPPED,
    }),
    kind({
      id: 'error-license',
      title: 'An error about a license',
      pattern:
        /\blicen[cs]e (?:key |file |token )?(?:is |has |was )?(?:invalid|expired|missing|required|exceeded|not valid|not found)\b|\b(?:invalid|expired|missing|no valid) (?:\w{1,20} )?licen[cs]e(?: key| file| token)?(?! server)(?=$|[\s.,:;)]{1,2}(?!plate))/i,
      plain: 'According to the last error in its log, the program has no valid license.',
      fix: 'Give the container a valid license in `secrets` or `environment`[[ ({setting})]], or on a volume[[ ({file})]], then deploy again.',
      link: ENVIRONMENT,
    }),
    kind({
      id: 'error-login',
      title: 'An error about credentials',
      pattern: oneOf(
        '\\bauthentication (?:failed|failure|error|required|rejected|denied|unsuccessful)\\b|\\b(?:error|failed|failure|cannot|could not|unable)(?: to)? authenticat(?:e|ing)\\b|\\b(?:not |un)authenticated\\b',
        '\\bunauthori[sz]ed\\b|\\bauthorization violation\\b',
        status(401, 'Unauthori[sz]ed'),
        '\\b(?:invalid|wrong|bad|incorrect|missing|expired|no|unknown) (?:\\w{1,20} )?(?:(?:api|app|sdk|licen[cs]e|ingestion|project|write)[ _-]?key|access key|access token|auth token|password|credentials?|client[ _]id|client secret)\\b',
        '\\b(?:api[ _-]?key|access token|auth token|password|credentials?|client secret) (?:is |are |was |were )?(?:invalid|wrong|incorrect|missing|expired|rejected|required|not valid|not found|not provided)\\b',
        '\\b(?:could not|cannot|unable to|failed to) (?:load|find|locate|determine) (?:the |any )?(?:\\w{1,20} ){0,2}credentials\\b(?! (?:from|in) ["\']?/)',
        '\\b(?:password|api[ _-]?key|access key|token|client secret|credentials?)\\b.{0,40}\\b(?:was|were|has been|have been) (?:changed|rotated|revoked|disabled)\\b',
        '\\b(?:invalid|wrong|bad|incorrect) (?:user ?name|user|login|e-?mail|account)(?: name)? (?:or|and|\\/) password\\b',
        '\\b\\w{2,20} token (?:is |was )?(?:not valid|invalid|rejected|revoked)\\b(?! JSON| at )',
        '\\blog(?:in|on) (?:failed|denied|refused|incorrect)\\b',
        '\\bjwt (?:expired|malformed|must be provided|not active)\\b|\\bTokenExpiredError\\b|\\bExpiredSignatureError\\b|\\btoken (?:has |is )?expired\\b',
      ),
      plain:
        'According to the last error in its log, the credentials of the program[[ for {address}]] are rejected, or it has none.',
      fix: 'Correct the user, password, key or token that the line is about[[ ({setting})]] in `secrets` of the container[[ (for {address})]], then deploy again: running tasks keep the old value.',
      first: [
        {
          where: 'RDS Proxy has no secret for the user',
          when: /This RDS proxy has no credentials for the role (?<role>[\w.@-]{1,63}\w)/,
          plain: 'RDS Proxy knows no password for {role}, the user that the program logs in with.',
          fix: 'Give the proxy a secret of Secrets Manager for {role} (`aws rds modify-db-proxy --auth`; its JSON has `username` {role} and `password`), and let the role of the proxy read it; or have the program log in as a user that the proxy has.',
        },
        {
          where: 'it is the agent of Datadog',
          when: /[Dd]atadog.{0,160}?\bAPI key|\bAPI key.{0,80}[Dd]atadog/,
          plain: 'The agent of Datadog has no valid API key.',
          fix: 'Set `DD_API_KEY` in `secrets` of the container of the agent to an API key (not an application key) of the organization, and `DD_SITE` in `environment` if its site is not datadoghq.com; then deploy again.',
        },
        ...byGrammar(),
        {
          where: 'one variable of the container holds such a key',
          when: /^credential: (?<variable>\w{1,80}) of container (?<holder>[^\s,]{1,255}), from (?<source>.{1,300})$/m,
          fix: 'Correct {variable} of container {holder} (from {source})[[, for {address}]]: it is wrong, expired, revoked or of another environment; then deploy again, since running tasks keep the old value.',
        },
        {
          where: 'it is a client of Google Cloud',
          when: /Application Default Credentials|default credentials (?:were )?not found|DefaultCredentialsError|Could not load the default credentials/i,
          plain: 'The client of Google Cloud finds no credentials in the container.',
          fix: 'Give the container credentials of Google Cloud: set `GOOGLE_APPLICATION_CREDENTIALS` in `environment` to a file that is there (a configuration of workload identity federation for AWS, which uses the task role, or a service account key that a start script writes from `secrets`).',
        },
        {
          where: 'the error names the kind of key',
          when: /^log says: .*?\b(?<kind>(?:SDK|API|app|access|license|ingestion|instrumentation|integration|project|write|server|client|web ?hook|signing|bot|auth|bearer|deploy|service|session)[ _-]?(?:key|token|secret|credentials?))\b/im,
          fix: 'Put a valid {kind}[[ for {address}]] into `secrets` of the container, under the name that the program reads ({setting|it is wrong, expired, revoked, of another environment, or not there at all}); then deploy again, since running tasks keep the old value.',
        },
      ],
      link: `${GUIDE}/specifying-sensitive-data.html`,
    }),
    kind({
      id: 'error-discovery',
      title: 'An error at the discovery of OpenID Connect',
      pattern:
        /\bOPError: expected 200 OK, got: (?<status>\d{3})\b|[Uu]nable to obtain configuration from: ['"]?(?<url1>https?:\/\/[^\s'"]{3,300})|[Uu]nable to resolve (?:the )?[Cc]onfiguration with the provided Issuer of ['"]?(?<url2>https?:\/\/[^\s'"]{3,300})|oidc: (?:failed to|unable to|could not) (?:get|fetch|discover)/,
      plain:
        'The program asks its identity provider for the configuration of OpenID Connect[[ ({url})]] and does not get it[[: the answer is {status}]].',
      fix: 'Open ISSUER/.well-known/openid-configuration[[ ({url})]] from the network of the tasks: correct the issuer URL (realm or tenant included) in `environment` or `secrets` of the container; after 403 look at a firewall or list of addresses in front of the provider, after 5xx at the provider itself.',
      link: ENVIRONMENT,
    }),
    kind({
      id: 'error-forbidden',
      title: 'An error about something that is not allowed',
      pattern: oneOf(
        '\\bforbidden\\b',
        status(403, 'Forbidden'),
        '\\b(?:user|role|principal|account|client|identity|token|service account)\\b.{0,80}\\bnot (?:authorized|permitted|allowed)\\b',
        '\\bnot authorized to (?:perform|access|use|call|read|write|assume)\\b',
        '\\baccess denied\\b|\\bAccessDenied\\w*|\\bno permissions? (?:for|to|on)\\b|\\bpermission denied (?:for|to) (?:user|role|table|schema|relation|database|sequence|function)\\b',
        '\\binsufficient (?:permissions?|privileges?|scopes?)\\b|\\b(?:lacks?|missing|requires?) (?:the )?(?:\\S{1,40} )?(?:permissions?|privileges?|scopes?)\\b|\\b(?:account|user|principal|token) lacks\\b',
      ),
      plain:
        'According to the last error in its log, {address|something that the program uses} does not allow what it asks.',
      fix: 'Grant the user or role of the program what the line names[[ at {address}]]; if it is a call of AWS, in the task role (`taskRoleArn`).',
      first: [
        {
          where: 'Vault refuses a login',
          when: /^log says: (?=.{0,300}?[Vv]ault)(?=.{0,500}?(?:\b403\b|[Ff]orbidden)).{0,500}?\/v1\/(?<object>auth\/(?<mount>[\w./-]{1,100}?)\/login)\b/m,
          plain: 'Vault refuses the login at {object} (403, permission denied).',
          fix: 'Look at the role that the program names when it logs in at `auth/{mount}`: what it is bound to must be what the task has (for AWS the ARN of the task role in `bound_iam_principal_arn`, for AppRole role_id and secret_id in `secrets` of the container), and the role must exist under that name (`vault read auth/{mount}/role/NAME`); the log of Vault says which of these it misses.',
        },
        {
          where: 'Vault refuses a path',
          when: /^log says: (?=.{0,300}?[Vv]ault)(?=.{0,500}?(?:\b403\b|[Ff]orbidden)).{0,500}?(?:\/v1\/|\b(?:403 )?Forbidden \[)(?<object>[\w./{}*-]{2,200})/m,
          plain: 'Vault does not allow the program to read {object} (403, permission denied).',
          fix: 'In Vault, give the token or role that the program logs in with a policy with `path "{object}" { capabilities = ["read"] }` (secrets of KV version 2 have `data/` behind the name of the engine), or correct the path where the program gets it (name of the application, engine, namespace); then check that its token in `secrets` of the container is not expired.',
        },
        {
          where: 'the error says who lacks which permission',
          when: /^log says: .{0,200}?\b(?:no|lacks?|missing|requires?|insufficient) (?:the )?(?:permissions?|privileges?|scopes?) (?:for |to |on )?[["'(]?(?<permission>[\w:./*-]{3,100})[\]"')]?.{0,60}?\b(?:user|role|principal|account)\b[^\w]{0,6}(?:name ?= ?)?(?<who>arn:[\w:/@.+-]{10,200}|[\w@.+-]{2,80})/im,
          plain: 'The user {who}, with which the program logs in[[ at {address}]], lacks the permission {permission}.',
          fix: 'Grant {who} the permission {permission} on that server (a role that has it, mapped to {who}), or give the program another user in `secrets` of the container. It is no permission of AWS IAM unless the server takes its users from there.',
        },
        {
          where: 'the error says what the program may not fetch',
          when: /^log says: .{0,120}?\b(?:fetch|download|get|load|read|pull|access|open|retrieve)(?:ing)? ['"]?(?<object>(?:https?:\/)?\/[^\s'",]{2,300}?)['".,:]{0,2}(?= |$).{0,80}\b403\b/im,
          plain: 'The program may not fetch {object}: the server answers 403.',
          fix: 'Give the token, key or role of the program the right to read {object} on that server (`secrets` of the container; for S3 `s3:GetObject` in the task role, `taskRoleArn`), or correct the name: some servers answer 403 where it does not exist.',
        },
      ],
      link: `${GUIDE}/task-iam-roles.html`,
    }),
    kind({
      id: 'error-file-permission',
      title: 'An error about the rights on a file',
      first: [
        {
          where: 'a library lies where nothing may be executed',
          when: /(?<lib>\/[\w./@+-]{2,200}\.so[\w.]{0,20}): failed to map segment from shared object/,
          plain:
            'The program unpacks {lib} and may not run it there: most likely that file system is mounted without execution (noexec).',
          fix: 'Have native libraries unpacked where code may run: set `java.io.tmpdir` (`-Djava.io.tmpdir=/app/tmp` in JAVA_TOOL_OPTIONS) or TMPDIR to a folder of the image that the user owns, or add `exec` to `mountOptions` of that tmpfs in `linuxParameters`.',
        },
        {
          where: 'the program opens its own output by a path',
          when: /^log says: .{0,300}?(?<path>\/(?:dev\/(?:stdout|stderr)|proc\/(?:self|\d{1,7})\/fd\/[12]))\b/m,
          plain: 'The program opens its own output by the path {path}, which the user of the container may not.',
          fix: 'Start the program as the user that owns its output: let the entry point run as root and drop its rights itself (leave out `user` of the container), or set `pseudoTerminal` of the container to true; or write to stderr without a path (PHP-FPM: `error_log = /dev/stderr` needs root too; take out `error_log`, so that it logs to stderr).',
        },
      ],
      pattern: oneOf(
        `${A_FILE}.*\\b(?:permission denied|operation not permitted|not (?:writable|writeable|readable))\\b`,
        '\\bPermissionError: \\[Errno 13\\] Permission denied$|\\bEACCES\\b|\\bEPERM\\b|(?:^|\\s)read-only file ?system\\b',
      ),
      plain: 'According to the last error in its log, the user of the container may not use {file|a file or folder}.',
      fix: 'Make the user of the container the owner of {file|that file or folder} (`chown` in the Dockerfile, the owner of the EFS access point), or change `user` in the task definition.',
      link: STOPPED,
    }),
    kind({
      id: 'error-file',
      title: 'An error about a file that cannot be used',
      pattern: oneOf(
        `${A_FILE}(?!.*\\b(?:no such|not found|does(?: not|n.t) exist)\\b).*\\b${CANNOT} (?:open|load|read|write)\\b`,
      ),
      plain: 'According to the last error in its log, the program cannot use {file|a file}. The line does not say why.',
      fix: 'Check that {file|the file} is in the image or on a volume, that the user of the container may read it, and that it is complete.',
      first: [
        {
          where: 'the program writes there',
          when: /\b[Uu]nable to write (?:in|into|to)\b[^\n]{0,60}?(?<target>\/[\w.@+/-]{1,200}\w)/,
          plain: 'The program cannot write to {target}.',
          fix: 'Let the user of the container write to {target}: `chown` in the Dockerfile (or `COPY --chown`) and no other user in the start script; if `readonlyRootFilesystem` is true, mount a volume at {target}.',
        },
      ],
      link: STOPPED,
    }),
    kind({
      id: 'error-setting',
      title: 'An error about a setting',
      pattern: new RegExp(
        [
          '\\b(?:[Ee]nvironment|env) (?:variables?|vars?)\\b',
          `${SET_UP}.*\\b(?:[Mm]issing|[Rr]equired|[Ii]nvalid|[Uu]nknown|empty|[Uu]nsupported|mandatory|wrong|must|needs? to be|fail(?:ed|ure)|[Ee]rror|bad|not (?:set|found|defined|specified|valid|provided|configured|supported|recogni[sz]ed))\\b`,
          '\\b(?:[Mm]issing|[Ii]nvalid|[Uu]nknown|[Uu]nsupported|[Uu]nrecogni[sz]ed) (?:\\w{1,20} )?(?:options?|flags?|propert(?:y|ies))\\b',
          '\\b(?:[Oo]ption|[Ff]lag|[Pp]roperty) \\S{1,80} (?:is |was |has an? )?(?:missing|required|invalid|unknown|not (?:set|recogni[sz]ed|supported))\\b',
        ].join('|'),
      ),
      plain:
        'According to the last error in its log, the program lacks a setting or does not accept its value[[: {setting}]].',
      fix: 'Correct what the line says, where the program gets that from: a configuration file in the image[[ ({configuration})]], `command`, or a variable in `environment` or `secrets` of the container[[ ({setting})]]; then deploy again.',
      isAboutSettings: true,
      first: [
        ...byGrammar(),
        {
          where: 'the error names the configuration file that it is about',
          when: /^log says: (?!.{0,400}(?<![\w/])[A-Z][A-Z\d]{1,30}_[A-Z\d_]{1,60})(?<said>.{1,240})$[\s\S]*^error names configuration (?<conf>\S{1,200})$/m,
          plain: 'The program does not accept its configuration {conf}: "{said}".',
          fix: 'Correct {conf} in the image or on its volume: "{said}". Compare it with the reference of the version in the image.',
        },
        {
          where: 'the program reads its settings from a file',
          when: /^configuration file: (?<conf>\S{1,200})$[\s\S]*^log says: (?!.{0,400}(?<![\w/])[A-Z][A-Z\d]{1,30}_[A-Z\d_]{1,60})(?<said>.{1,240})/m,
          plain: 'The program does not accept its configuration {conf}: "{said}".',
          fix: 'Correct {conf} in the image or on its volume, which the program reads its settings from: "{said}". Compare it with the reference of the version in the image; a file that is mounted must be there.',
        },
        {
          where: 'a framework does not know the environment that it runs in',
          when: /^log says: .{0,300}?\bThe ['"`]?(?<what>[\w.-]{1,60})['"`]? (?<kind>[a-z]{2,30}(?: [a-z]{2,30})?) is not (?:configured|defined) for the ['"`]?(?<stage>[\w.-]{1,60})['"`]? environment\b/im,
          plain: 'The configuration of the program has no {kind} "{what}" for the environment {stage}.',
          fix: 'Add {stage} to that configuration file in the image (Rails: the section `{stage}:` in config/database.yml, or DATABASE_URL in `secrets` of the container), or run the program in an environment that the file has (Rails: RAILS_ENV in `environment`).',
        },
        {
          where: 'only its words are known',
          when: /(?<![\s\S])(?![\s\S]*^(?:value is in|names variable|setting \S+: not in) )[\s\S]*^log says: (?![^\n]{0,400}(?<![\w/])[A-Z][A-Z\d]{1,30}_[A-Z\d_]{1,60})(?:\S{1,300}:\d{1,7}:in [`'][^'`]{1,200}': )?(?<said>[^\n]{1,240})/m,
          plain: 'The program does not accept how it is set up: "{said}".',
          fix: 'Correct what that error names ("{said}") where the program gets it: a configuration file in the image, `command`, or a variable in `environment` or `secrets` of the container; the line does not say which. Until then, deploy the previous image.',
        },
      ],
      link: ENVIRONMENT,
    }),
    kind({
      id: 'error-format',
      title: 'An error about the format of something that is read',
      pattern: oneOf(
        `\\b${CANNOT} (?:parse|decode|unmarshal|deseriali[sz]e)\\b`,
        '\\b(?:parse|parsing|syntax|decoding|unmarshal(?:ling)?|deseriali[sz]ation) (?:error|failed|failure)\\b|\\berror (?:parsing|decoding|unmarshal(?:ling)?)\\b',
        '\\b\\w{0,30}(?:Parse|Syntax|Decod\\w{1,3}|Deseriali[sz]ation|Unmarshal\\w{0,5})(?:Error|Exception)\\b|\\bcannot unmarshal\\b',
        '\\bmalformed\\b|unexpected (?:token|end of|character|identifier)|unexpected EOF while parsing|invalid (?:JSON|YAML|TOML|XML|UTF-8)|is not valid JSON',
      ),
      plain:
        'According to the last error in its log, the program cannot read {file|something that it is given}: its format is not what it expects.',
      fix: 'Compare {file|what the line names}[[ ({setting})]] with what this version expects. Usual reasons are a value that is empty or was not filled in, and quotes or line breaks that a secret brings along.',
      first: [
        {
          where: 'the source reads a variable as JSON, and the container has it',
          when: /^setting (?<variable>\w{2,80}): in container (?<holder>[^\s,]{1,255})[\s\S]*^log says: .{0,300}?(?<what>(?:Expected|Unexpected|Expecting) .{1,80}?)(?: in JSON at position| is not valid JSON|: line \d|$)/m,
          plain: 'The program reads {variable} of container {holder} as JSON, and it is none: {what}.',
          fix: 'Correct {variable} of container {holder}: JSON has double quotes around keys and texts and no comma at the end, and the definition escapes them (`"{\\"key\\":true}"`); a secret needs the JSON itself as its value.',
        },
        {
          where: 'the source reads a variable as JSON, and nothing sets it',
          when: /^setting (?<variable>\w{2,80}): not in container (?<holder>[^\s,]{1,255})[\s\S]*^log says: .{0,300}?(?:"?undefined"? is not valid JSON|Unexpected token '?u|Unexpected end of JSON|Expecting value)/m,
          plain:
            'The program reads {variable} as JSON, and container {holder} does not have it, neither in `environment` nor in `secrets`.',
          fix: 'Set {variable} in `environment` or `secrets` of container {holder} to JSON, then deploy again.',
        },
        {
          where: 'the source reads a variable as JSON that the image sets',
          when: /^setting (?<variable>\w{2,80}): not in container (?<holder>[^\s,]{1,255})[\s\S]*^log says: .{0,300}?(?<what>(?:Expected|Unexpected) .{1,80}?)(?: in JSON at position| is not valid JSON)/m,
          plain:
            'The program reads {variable} as JSON, and it is none: {what}. Container {holder} does not set it, so the value comes from the image (`ENV`), an environment file or the start script.',
          fix: 'Correct {variable} there, or set it to JSON in `environment` or `secrets` of container {holder}, which wins over the image.',
        },
        {
          where: 'the error says where the JSON is broken',
          when: /(?:^(?:place|library): (?<reader>\S{1,300})$[\s\S]*)?^log says: .{0,300}?(?<what>(?:Expected|Unexpected) .{1,60}? in JSON at position (?<at>\d{1,9}))/m,
          plain: 'The program reads something as JSON[[ at {reader}]] that is none: {what}.',
          fix: 'Correct the JSON at character {at}[[ of what {reader} reads]]: a variable or secret (quotes, line breaks, a JSON secret whose key `valueFrom` does not name), a configuration file in the image, or a row in its database.',
        },
        ...byGrammar(),
        OF_URL,
      ],
      link: STOPPED,
    }),
    kind({
      id: 'error-version',
      title: 'An error about versions that do not fit together',
      pattern:
        /\bincompatib\w+\b|\bnot compatible\b|\bversion mismatch\b|\brequires? (?:at least )?(?:\w{1,20} )?version\b|\b(?:un|not )supported version\b|\bversion\b.{0,60}\b(?:not supported|unsupported|too old|too new|mismatch|required|does not match)\b|\bno longer supported\b/i,
      plain: 'According to the last error in its log, two versions do not fit together.',
      fix: 'Pin the version that the line asks for in the image (its lock file or base image), or upgrade the other side before this deployment[[ ({address})]].',
      first: [
        {
          where: 'generated code of Protocol Buffers is newer than its library',
          when: /Protobuf Gencode\/Runtime versions[^\n]{0,160}?\bgencode (?<built>\d[\d.]{0,15}\d) runtime (?<has>\d[\d.]{0,15}\d)/,
          plain:
            'The code that protoc generated is of version {built}, and the image has the older library protobuf {has}.',
          fix: 'Install `protobuf>={built}` in the requirements of the image, or generate the code with the protoc that belongs to {has}; then rebuild the image.',
        },
        {
          where: 'a package of Python was built for another NumPy',
          when: /numpy\.(?:dtype|ufunc|ndarray) size changed|compiled using NumPy 1/,
          plain:
            'A package of Python in the image was built for another version of NumPy than the one that is installed.',
          fix: 'Pin the two together in the requirements of the image: `numpy<2`, or newer versions of the packages that use it (pandas, scipy, opencv) that are built for NumPy 2; then rebuild the image without its cache.',
        },
        ...byGrammar(),
      ],
      link: STOPPED,
    }),
    kind({
      id: 'error-requirement',
      title: 'An error that says what must be',
      pattern:
        /\bbefore (?:the )?(?:upgrad|updat)\w{1,5}\b|\b(?:is|are) (?:mandatory|not enabled)\b|\bnot enabled(?:!| for\b| on\b| in\b)/i,
      plain: 'The last error in its log says what the program demands.',
      fix: 'Meet what the error demands, in the settings of the container, in the image, or at what the program uses[[ ({address})]][[ ({file})]]; until then, deploy the previous image.',
      first: [
        ...byGrammar(),
        {
          where: 'it wants something before an upgrade',
          when: /^log says: (?<said>.{0,300}?\bbefore (?:the )?(?:upgrad|updat|migrat)\w{1,5}\b.{0,160})/im,
          plain: 'The new version demands something that must be done with the old one: "{said}".',
          fix: 'Deploy the previous image again, do there what the error demands ("{said}"), then deploy this one.',
        },
        {
          where: 'only its words are known',
          when: /^log says: (?<said>.{1,240})/m,
          plain: 'The last error in its log says what the program demands: "{said}".',
          fix: 'Meet what the error demands ("{said}"), in the settings of the container, in the image, or at what the program uses; until then, deploy the previous image.',
        },
      ],
      link: STOPPED,
    }),
    kind({
      id: 'error-conflict',
      title: 'An error about something that exists already or is in use',
      pattern:
        /\balready (?:exists|running|registered|in use|locked|taken|started|defined|held)\b|(?<!account )\bis locked\b|\bcould not (?:acquire|obtain) (?:the |a )?lock\b|\block (?:is )?held\b/i,
      plain:
        'According to the last error in its log, something that the program wants to create or take exists already or is in use[[: {file}]].',
      fix: 'Find what made it or holds it[[ ({file})]], for example what an earlier run left behind, or an old task that still runs during the deployment; then deploy again.',
      first: byGrammar(),
      link: STOPPED,
    }),
    kind({
      id: 'error-connection',
      title: 'An error about a connection',
      pattern: oneOf(
        '\\b(?:connect(?:ion|ing)?|dial(?:ing)?|socket)\\b(?! between)[^.;]{0,40}\\b(?:failed|failure|refused|reset|lost|unavailable|aborted|rejected|closed by|was closed|is closed unexpectedly|unreachable)\\b(?! between)',
        `\\b${CANNOT} (?:connect|reach|contact|dial)\\b`,
        '\\bno (?:answer|response|reply) from\\b|\\bnot responding\\b|\\bdoes(?: not|n.t) (?:answer|respond|reply)\\b|\\bno route to host\\b|\\bnetwork is unreachable\\b|\\bECONN\\w+\\b',
        '\\bno (?:available|reachable|alive) (?:brokers?|servers?|nodes?|hosts?|endpoints?)\\b|\\b(?:server|upstream|endpoint|service)s? (?:is |are |was )?(?:unavailable|unreachable|not available)\\b',
        status(502, 'Bad Gateway'),
        status(503, 'Service Unavailable'),
        status(504, 'Gateway Time-?out'),
      ),
      plain:
        'According to the last error in its log, the program does not get what it needs from {address|a service that it connects to}.',
      first: [
        {
          where: 'the address is on the internet',
          when: /^endpoint: on the internet, or private DNS$[\s\S]*^log says: [\s\S]*^error names host (?<host>\S{1,300})$/m,
          plain: 'According to the last error in its log, the program does not reach {host}.',
          fix: 'Give the subnets of the tasks a way to {host} (a NAT gateway, or `assignPublicIp` in public subnets) and allow outbound traffic to it in the security group of the tasks; or put what the program fetches there into the image, and turn the fetching off.',
        },
      ],
      fix: 'Check that {address|the service that the line names} runs and that its address in `environment` or `secrets` of the container is right[[ ({setting})]]; then that its security group allows the tasks[[ on port {port}]].',
      link: STOPPED,
    }),
    kind({
      id: 'error-timeout',
      title: 'An error about something that takes too long',
      pattern: oneOf(
        '\\btimed out\\b|\\bdeadline exceeded\\b|\\bTimeout(?:Error|Exception|Expired)\\b|\\bTimeout (?:expired|exceeded)\\b|\\b(?:i/o|read|write|request|query|statement|connection) timeout\\b',
      ),
      plain:
        'According to the last error in its log, something took longer than the program waits for it[[ ({address})]]; the line does not say whether that is the network, the other side or the work itself.',
      fix: 'Find out what the line waits for[[ ({address})]]: whether it runs and the tasks reach it[[ on port {port}]], then how long it takes; if it is only slow, raise that timeout in the program[[ ({setting})]].',
      first: [
        {
          where: 'Mongoose keeps an operation until there is a connection',
          when: /Operation ['"`](?<call>[\w.]{1,80}(?:\(\))?)['"`] buffering timed out after (?<wait>\d{1,7}) ?ms/,
          plain:
            'Mongoose called {call} and had no connection to MongoDB within {wait} ms: either nothing connects (`mongoose.connect` is not called or not awaited, or another copy of Mongoose is), or the connection cannot be made.',
          fix: 'Await `mongoose.connect(…)` before the first query and let its error end the program: that error says why. Then correct the URI that it gets (`secrets` or `environment` of the container), or the way there: port 27017 in the security group of the server, the IP access list in Atlas.',
        },
        {
          where: 'the error says what it waited for',
          when: /^log says: (?:.{0,200}: )?(?<what>[a-z][\w' -]{3,80}): (?:rpc error: code = DeadlineExceeded desc = )?context deadline exceeded(?: \(|$)/im,
          plain:
            'The program gave up at "{what}": its own time limit ran out (context deadline exceeded). The line does not say whether the other side is unreachable or slow.',
          fix: 'Look what "{what}" calls: its address in `environment` or `secrets` of the container, then whether that server runs and its security group allows the tasks. If it answers, only more slowly, raise the time limit that the code gives this call.',
        },
      ],
      link: STOPPED,
    }),
    kind({
      id: 'error-not-found',
      title: 'An error about something that does not exist',
      pattern: oneOf(
        `${A_FILE}.*(?:\\b(?:not found|no such|does(?: not|n.t) exist|${CANNOT} (?:find|locate|stat))\\b)`,
        `\\b(?:file|folder|directory|module|package|class|library|template|resource|bucket|queue|topic|table|index|secret|parameter|user|role|host|profile|plugin|driver|command|image|model)s? (?:\\S{1,120} )?(?:was |is |were )?(?:not found|could not be found|does(?: not|n.t) exist)\\b`,
        '\\bno such (?:file|directory|module|host|table|bucket|index|user|command)\\b',
        status(404, 'Not Found'),
      ),
      plain: 'According to the last error in its log, the program does not find {file|something that it asks for}.',
      fix: 'Add {file|what the line names} to the image, mount or create it before the deployment, or correct its name[[ in {setting}]].',
      first: [
        {
          where: 'a server answers that it has no such thing, and the error holds the URL',
          when: /^log says: .{0,300}?(?<url>https?:\/\/[^\s'",)]{4,200}?)(?=[:,.]? )[^\n]{0,60}\b(?:404\b|Not Found\b)/im,
          plain: 'The server answers 404 for {url}: it is reached, and has nothing at that path.',
          fix: 'Correct the host and path of {url} where the program gets it (`environment` or `secrets` of the container, or its configuration file), or deploy the version of that server which has this path first.',
        },
        {
          where: 'a server answers that it has no such thing',
          when: /\b(?:404 Not Found|status(?: code)?[ :=]{1,3}404|HTTP(?:\/[\d.]{1,4})?[ :=]{1,3}404|404 from https?:)/i,
          plain: 'A server that the program asks answers 404: what it asks for does not exist there.',
          fix: 'Compare the URL that the program asks (host, path, and names such as a realm, tenant or bucket in it) with what that server has, and correct it in `environment` or `secrets` of the container, or create what is missing there.',
        },
        ...byGrammar(),
      ],
      link: STOPPED,
    }),
  ],
} as const satisfies PatternGroup;
