import type { Variant } from './pattern.ts';

/** Lines of src/watch/diagnose/circumstances.ts, in its order: where the error was raised, which variable holds what it quotes, and the error. */
const PLACE = '(?:^place: (?<place>\\S{1,300})$[\\s\\S]*?)?';
const HELD =
  '(?:^(?:value is (?:in|part of)|names variable|meant variable) (?<variable>\\w{1,80}) of container (?<holder>[^\\s,]{1,255})(?:, .{1,300})?$[\\s\\S]*)?';
const Q = '["\'`‘’“”]';
const QUOTED = `(?:${Q}|\\[)(?<name>(?!\\/|file:)[^"'\`‘’“”\\]\\n]{1,160})(?:${Q}|\\])`;
/** One or two words in front of a name: what kind of thing it is. */
const KIND =
  '(?<kind>(?!(?:the|a|an|this|that|and|for|with|from|via|of|in|at|to|by|on|or|as|but|error|value|key|fatal|panic|critical|warn(?:ing)?|info|severe)\\b)[a-z][a-z-]{2,24}(?: (?!for\\b|with\\b|is\\b|named\\b|called\\b)[a-z][a-z-]{2,24})?)';
const NOT_THERE =
  '(?:(?:was|is|were|are|has|have|does|do|could|can|been) ){0,3}(?:not (?:be )?(?:found|exist|registered|defined|configured|available|known|loaded|present|declared|recogni[sz]ed|installed|set up|initiali[sz]ed|deployed|provisioned)|unknown|undefined|unavailable|nonexistent|missing)\\b';

/** The line behind what it begins with: `panic: `, or nothing. */
function reading(lead: string): (shape: string) => RegExp {
  return (shape) => new RegExp(`${PLACE}${HELD}^log says: ${lead}${shape}`, 'im');
}

const THINGS =
  '(?:role|user|group|table|column|index|bucket|queue|topic|stream|database|schema|collection|namespace|secret|parameter|policy|project|tenant|repository|template|plugin|driver|service|cluster|account|channel|model|flag|profile|realm|vhost|exchange|region|organization|workspace|environment)';
/** What is installed, not created. */
const SOFTWARE =
  '(?:packages?|modules?|librar(?:y|ies)|gems?|plug-?ins?|drivers?|crates?|dependenc(?:y|ies)|dialects?|adapters?|distribution|component)';
/** What only the server of a database can have. */
const OF_SERVER = '(?:collation|character set|charset|encoding|operator class|access method|storage engine|time zone)';
/** Without one, a number may be a port, a line or an attempt. */
const UNIT = '(?:[KMGT]i?B|bytes|characters|chars|items|rows|entries|seconds|ms)';

/** Line of src/watch/diagnose/program-facts.ts. */
export const NAMES_VARIABLE =
  /^names variable (?<variable>\w{2,80}) of container (?<holder>[^\s,]{1,255})(?:, (?:now (?<value>.{1,60})|from (?<source>\S{1,300})))?$/m;

const WHERE = '[[ in {variable} of container {holder}]]';

/** What to do about an error by its grammar alone: what it complains of, and the thing, value, limit or version that it names. */
export function byGrammar(lead = ''): Variant[] {
  const said = reading(lead);
  return [
    {
      where: 'the error names a key that a mapping does not have',
      when: new RegExp(
        `^place: (?<place>\\S{1,300})$[\\s\\S]*^log says: .{0,120}(?:\\bKeyError: ['"]?|key :?['"]?(?=[\\w.-]{1,80}['"]? not found)|key not found: :?['"]?|The given key ['"]|Undefined array key ['"]|undefined index: ?['"]?|missing key:? ['"\`]?)(?<key>[\\w.-]{1,80})`,
        'im',
      ),
      plain: 'The program ended at {place}: what it reads there has no key {key}.',
      fix: 'Add the key {key} to what {place} reads (a configuration file in the image, JSON in a variable or secret, or data), or correct the name {key} in the code there; until then, deploy the previous image.',
    },
    {
      where: 'Node.js gets nothing for an argument',
      when: said(
        `.{0,120}?\\bThe ["'](?<name>[\\w.]{1,60})["'] (?:argument|property) must be [^\\n]{2,200}?Received (?<bad>undefined|null)\\b`,
      ),
      plain: 'The program passes {bad} as "{name}"[[, at {place}]]: what it takes that from is not set.',
      fix: 'Look at what [[{place} passes as]] "{name}"[[ ({variable} of container {holder})]], and set what it is read from: a variable in `environment` or `secrets` of the container, or a key of the configuration file in the image.',
    },
    {
      where: 'the error says what a document must contain',
      when: said(
        `.{0,160}?\\b(?<name>[A-Za-z][\\w-]{1,30}(?: [a-z][\\w-]{1,30}){0,2}? (?:object|document|file|JSON|payload|config(?:uration)?)) (?:must|should|has to|needs to) (?:contain|have|include) (?<rule>[^\\n;]{2,120}?)(?=\\.? *$|[.;] )`,
      ),
      plain: 'The program ended because the {name} that it is given lacks {rule}.',
      fix: `Correct the {name}${WHERE}: it must contain {rule}. Give the program the whole document as its issuer made it (in \`secrets\` of the container or a file in the image), not a part of it and not one of another kind[[; {place} reads it]].`,
    },
    {
      where: 'the error says which parameter a URL must have',
      when: said(
        `.{0,160}?\\b(?<what>(?:[\\w+]{2,20}:\\/\\/ )?(?:UR[LI]|DSN|connection string)) (?:must|should|has to|needs to) (?:have|contain|include|specify) (?:the |a )?(?:query )?(?:parameter|option|argument) (?<name>\\w{2,60})(?:,? and (?:this|it) must be (?:set to |one of )?(?<known>[^\\n]{2,120}?)(?=\\.? *$|\\. ))?`,
      ),
      plain: 'The program ended because the {what} that it is given lacks the parameter {name}.',
      fix: `Add {name} to that {what}${WHERE} (\`?{name}=VALUE\` at its end, or \`&\` behind other parameters)[[, set to {known}]], in the variable or secret of the container that holds it, or set it in the options of the client.`,
    },
    {
      where: 'the error says that a folder holds nothing of a kind',
      when: said('.{0,160}?\\bno (?<kind>[\\w.][\\w .-]{2,40}) found (?:in|at|under) (?<name>\\/[\\w.@/+-]{2,200})'),
      plain: 'The program finds no {kind} in {name}.',
      fix: 'Put the {kind} into {name} of the image (`COPY`, and check .dockerignore) or mount the volume that holds them there, readable for the user of the container; or correct the path {name} where the program gets it (`environment`, `command`, its configuration file).',
    },
    {
      where: 'PHP uses a constant that nothing defines',
      when: said(`.{0,160}?\\bUndefined constant ${Q}(?<name>[\\w\\\\:]{2,100})${Q}`),
      plain: 'The program uses the constant {name}[[ at {place}]], and nothing defines it before.',
      fix: 'Define {name} in the configuration that PHP loads before {place|that line} (`define`; WordPress: wp-config.php, most often from a variable of the container with `getenv`), or correct that name; until then, deploy the previous image.',
    },
    {
      where: '.NET reads a value as a URL that is none',
      when: said('.{0,160}?\\bInvalid URI: (?<why>[^\\n]{4,160}?)\\.?$'),
      plain: 'The program reads a value as a URL that is none[[ (at {place})]]: {why}.',
      fix: 'Set what {place|the program} reads as a URL to a whole one with its scheme (`https://`), without quotes or blanks: a variable in `environment` or `secrets` of the container (two underscores for each colon of its key), or a key of the appsettings file in the image. An empty one is not set.',
    },
    {
      where: 'a query finds no row where there must be one',
      when: said(
        ".{0,160}?(?:\\bsql: no rows in result set|\\brecord not found$|\\bno rows returned by a query\\b|\\bRowNotFound\\b|\\b(?<what>[A-Z]\\w{1,60}) matching query does not exist|\\bCouldn't find (?<model>[A-Z]\\w{1,60})\\b)",
      ),
      plain:
        'The program asks its database for a row[[ of {what}]][[ of {model}]] that must be there, and there is none[[ (at {place})]].',
      fix: 'Insert the row[[ of {what}]][[ of {model}]] that the program expects (a migration or seed that did not run, a default setting, a tenant), and check that the container connects to the right database; or have the code[[ at {place}]] go on without it. Until then, deploy the previous image.',
    },
    {
      where: 'the error rejects a value as true or false',
      when: said(
        `.{0,160}?\\b(?:[Ii]nvalid|[Nn]ot a valid|[Uu]nknown|[Ii]llegal) (?:truth|boolean|bool) (?:value|string)?:? ?${Q}?(?<name>[^\\s"'\`,;()]{1,60})`,
      ),
      plain:
        'The program ended because it reads a setting as true or false, and "{name}" is neither[[: {variable} of container {holder}]].',
      fix: 'Set {variable|the setting that the code reads so}[[ of container {holder}]] to `true` or `false` instead of "{name}", in `environment` or `secrets` of the container or in a configuration file in the image[[; {place} reads it]].',
    },
    {
      where: 'the error rejects a value as a UUID',
      when: said(
        `.{0,160}?(?:Unrecognized Guid format|Guid should contain 32 digits|[Bb]adly formed hexadecimal UUID|[Ii]nvalid UUID(?: string| length| format)?(?:: ?${Q}?(?<name>[^\\s"'\`,]{1,60}))?|expected an optional prefix of)`,
      ),
      plain: 'The program ended because it reads a value as a UUID that is none[[: {name}]][[ (at {place})]].',
      fix: 'Correct the value that {place|the program} reads as a UUID (32 hexadecimal digits with dashes, without quotes or blanks): a variable in `environment` or `secrets` of the container, an empty one included, or a key of its configuration file.',
    },
    {
      where: 'the error says that there is nothing where there must be a value',
      when: said(
        `.{0,300}?(?:binary_to_(?:integer|float|atom|existing_atom)\\(nil\\)|can't convert nil into (?<wanted>\\w{2,20})|no implicit conversion (?:of|from) nil (?:in)?to (?<other>\\w{2,20})|\\bnot '?NoneType'?$|must be of type [\\w|?\\\\]{2,60}, null given)`,
      ),
      plain:
        'The program ended[[ at {place}]] because a value that it takes from outside is not there (nil, None or null).',
      fix: 'Look what {place|the program} reads there (most often a variable of the environment, ENV or os.environ, or a key of the configuration), and set it in `environment` or `secrets` of the container; or give it a default there. Until then, deploy the previous image.',
    },
    {
      where: 'the error says which values a variable may have',
      when: said(
        `.{0,200}?(?<![\\w])(?<name>[A-Z][A-Z\\d]{1,30}(?:_[A-Z\\d]{1,30}){1,8})["'\`]?(?=[^\\w]).{0,160}?\\b(?:valid|allowed|supported|possible|accepted) (?:options|values|choices|modes)\\b(?: are| is)?:? (?<known>[^\\n]{3,160}?)(?=\\.? *$|\\. )`,
      ),
      plain: 'The program ended because of the value of {name}, of which it knows these: {known}.',
      fix: 'Set {name}[[ of container {holder}]] to one of those that the program knows: {known}. Then deploy again.',
    },
    {
      where: 'the error quotes an invalid value behind a dash, and says what it expects',
      when: said(
        `.{0,160}?\\b(?:invalid|bad|malformed) (?<kind>[a-z][\\w-]{1,30}(?: [a-z][\\w-]{1,30})?) - ["'\`]?(?<name>[^\\s"'\`,]{2,200})["'\`]?,? (?:we )?(?:expect(?:s|ed)?|must be|should be|want(?:s|ed)?):? (?<wanted>[^\\n]{2,160})`,
      ),
      plain: 'The program ended because it does not accept the {kind} {name}.',
      fix: `Correct the {kind} {name}${WHERE}: the program expects {wanted}. It comes from \`environment\`, \`secrets\` or \`command\` of the container, or from a configuration file in the image.`,
    },
    {
      where: 'the error names a part that was not ready in time',
      when: said(
        `.{0,120}?\\b(?<kind>[A-Za-z][a-z-]{2,24}(?: [a-z][a-z-]{2,24})?) (?:did not|has not|was not|failed to) (?:start(?:ed)?|load(?:ed)?|register(?:ed)?|initiali[sz]ed?|(?:become|be|get) ready|ready|connect(?:ed)?|complete|finish|boot) (?:up )?(?:in time|within [\\w .]{1,20}?|after [\\w .]{1,20}?):? ${Q}(?<name>[^"'\`‘’“”\\n]{1,120})${Q}`,
      ),
      plain:
        'The program ended because a part of it, "{name}" ({kind}), was not ready in the time that it has to start.',
      fix: 'Find what "{name}" waits for when it starts: most often a server that it connects to, with an address or credentials from `environment` or `secrets` of the container. Make that answer, or let the code of "{name}" say that it is done (a promise or callback that never ends); if it is only slow, raise its time limit.',
    },
    {
      where: 'a validator lists keys and what is wrong with each',
      when: said(
        `.{0,120}?: (?<name>[a-z][\\w-]{0,40}(?:[.\\[/][\\w\\]-]{1,40}){0,8}): (?<rule>(?:[Rr]equired|[Ii]nvalid|[Ee]xpected|is (?:a )?required|[Uu]nrecognized)\\b[^;\\n]{0,120})(?:; (?<more>[a-z][\\w.[\\]/-]{1,80}: [^\\n]{2,300}))?$`,
      ),
      plain: 'The program does not accept its configuration: {name}: {rule}[[; {more}]].',
      fix: `Correct {name} ({rule})[[, and what the error says of the others: {more}]]: in the configuration file in the image, or in the variables of the container that take the place of these keys[[; {place} reads them]].`,
    },
    {
      where: 'the error says that one side supports only another version',
      when: said(
        `.{0,160}?(?<what>[A-Za-z][\\w.-]{1,40}(?: v?\\d[\\w.]{0,12})?) only supports (?<wanted>[^,;\\n]{2,60}),? (?:but |and |while )?(?:currently |now )?[^\\n]{0,80}?\\b(?:compiled with|built with|linked (?:to|against|with)|is|has|uses|running|found|got) ["'\`]?(?<name>[A-Za-z]{0,30}[^\\n"'\`;]{0,20}?\\d[\\w.-]{0,20})`,
      ),
      plain: 'The program ended because {what} works only with {wanted}, and the image has {name}.',
      fix: 'Use a base image with {wanted} (instead of {name}), or pin an older version of {what} in the dependencies of the image (its lock file or requirements).',
    },
    {
      where: 'the error says that something is not given',
      when: said(
        `.{0,160}?(?<![\\w.-])(?<name>(?:[A-Z][a-z]{2,20} )?[A-Za-z][\\w.-]{1,60}) (?:must|may|can|should) ?not be (?:null|empty|blank|undefined|nil|none)\\b`,
      ),
      plain: 'The program ended[[ at {place}]] because the value of "{name}" is empty or not there.',
      fix: `Find what "{name}"${WHERE} is read from[[, beginning at {place}]], and set that: a variable in \`environment\` or \`secrets\` of the container, or a key of the configuration file in the image.`,
    },
    {
      where: 'the error says what a value must be',
      when: said(
        `.{0,200}?(?<![\\w.-])${Q}?(?<name>(?:(?!the\\b|this\\b|that\\b|your\\b|error\\b|invalid\\b)[A-Z][a-z]{2,20} (?=key|token|secret|password|url|dsn|id|name|path|port|host))?(?!(?:it|this|that|objects?|values?|ur[li]|dsn|they|which|there|you|we|and|or|one|must|director(?:y|ies)|folders?|files?|paths?|arguments?|parameters?|options?|settings?|(?<!\\b[A-Z][a-z]{2,20} )names?|length|size|type|versions?|server|client|program|application)\\b)[A-Za-z][\\w.-]{1,60}(?:\\[\\d{1,4}\\])?)${Q}?:? (?<rule>(?:must|should|has to|have to|needs to|cannot|can't|may not) (?:not )?(?:be(?! (?:read|found|load|open|reach|resolv|decod|decrypt|verifi|establish|creat|initiali[sz]|determin|locat|access|import|execut|complet|process)\\w{0,5}\\b)|start|begin|end|match|contain|have|equal|include|consist|point)\\b [^.;\\n]{1,120})`,
      ),
      plain: 'The program ended because of the value of {name}[[, at {place}]].',
      fix: 'Correct {name}, which {rule}[[ ({variable} of container {holder} has it)]]: it comes from `environment`, `secrets` or `command` of the container, or from a configuration file in the image.',
    },
    {
      where: 'the error quotes a value that it does not accept, and the allowed ones',
      when: said(
        `.{0,200}?\\b(?:unsupported|invalid|unknown|illegal|unrecogni[sz]ed|unexpected|bad|not a valid|no such) (?<kind>[a-z][\\w-]{1,30}(?: [a-z][\\w-]{1,30}){0,2}?)(?: name| value)?[:=]? ?[["'\`‘“(<](?<name>(?![\\s,;:])[^\\]"'\`’”)>\\n]{1,120})[\\]"'\`’”)>].{0,60}?\\b(?:expected|valid(?: \\w{1,20}){0,2} (?:are|is)|must be|allowed|supported|available|known|one of|choose from|choices)\\b[^:=[("'\`\\w]{0,3}(?:(?:values?|options?|are|is|one of|types?|names?|from)\\b ?){0,3}[:=]? ?(?<known>[^\\n]{2,200})`,
      ),
      plain: 'The program ended because it does not accept the {kind} "{name}"[[, at {place}]].',
      fix: `Replace the {kind} "{name}"${WHERE} by one that this version knows: {known}. It comes from \`environment\`, \`secrets\` or \`command\` of the container, or from a configuration file in the image.`,
    },
    {
      where: 'the error quotes a value that it does not accept',
      when: said(
        `.{0,200}?\\b(?:unsupported|invalid|illegal|unrecogni[sz]ed|unexpected|malformed|bad|not a valid|unknown(?= (?:[a-z]{2,20} )?(?:level|mode|format|scheme|protocol|algorithm|encoding|strategy|unit)\\b)) (?<kind>[a-z][\\w-]{1,30}(?: [a-z][\\w-]{1,30}){0,2}?)(?: name| value)?[:=]? ?[["'\`‘“(<](?<name>(?![\\s,;:])[^\\]"'\`’”)>\\n]{1,120})[\\]"'\`’”)>]`,
      ),
      plain: 'The program ended because it does not accept the {kind} "{name}"[[, at {place}]].',
      fix: `Correct the {kind} "{name}"${WHERE}: it comes from \`environment\`, \`secrets\` or \`command\` of the container, or from a configuration file in the image[[; {place} reads it]].`,
    },
    {
      where: 'the error says that a value cannot be read as what it must be',
      when: said(
        `.{0,240}?\\b(?:cannot|can't|could not|failed to|unable to) (?:unmarshal|convert|parse|cast|decode|coerce|deserialize)\\b (?:value )?(?:!!\\w{1,12} |(?:string|number|object|value|input|node) )?${Q}(?<name>[^"'\`‘’“”\\n]{1,120})${Q} (?:in|of type \\w{1,40} in)?(?:to|as) (?:type |an? |Go \\w{1,20} of type )?(?<wanted>[\\w.]{2,60})`,
      ),
      plain: 'The program ended because it cannot read "{name}" as {wanted}[[, at {place}]].',
      fix: `Correct the value "{name}"${WHERE}, which must be of the type {wanted}: it stands in \`environment\`, \`secrets\` or \`command\` of the container, or in its configuration file.`,
    },
    {
      where: 'the error says that a value is none of its kind',
      when: said(
        `.{0,160}?["'\`](?<name>[^"'\`\\n]{1,120})["'\`] (?:is not an?|is no) (?:valid|known|supported|recogni[sz]ed|allowed) (?:value (?:for|of) )?(?:the )?(?!for\\b|by\\b|in\\b)(?<kind>[A-Za-z][\\w.-]{1,60})`,
      ),
      plain: 'The program ended because "{name}" is no value that {kind} knows[[, at {place}]].',
      fix: `Correct the value "{name}"${WHERE} to one that {kind} knows: it comes from \`environment\`, \`secrets\` or \`command\` of the container, from a configuration file in the image or from stored data[[; {place} reads it]].`,
    },
    {
      where: 'the error names a setting that is missing',
      when: said(
        `.{0,160}?\\b(?:missing|no) (?:required |mandatory )?(?<kind>(?:config(?:uration)?|settings?|option|property|flag|argument)(?: (?:section|key|entry|value|property|setting))?(?: for)?):? (?:the )?:?["'\`]?(?<name>(?!for\\b|in\\b|the\\b|an?\\b|this\\b|your\\b|file\\b|found\\b|specified\\b|provided\\b)[A-Za-z][\\w.:-]{1,80})`,
      ),
      plain: 'The program ended because it does not find the {kind} {name}.',
      fix: 'Add the {kind} {name} to the configuration file in the image that the program reads, or set the variable of the container (`environment` or `secrets`) that takes its place; the names must be equal to the letter[[; {place} reads it]].',
    },
    {
      where: 'the error says what it expected and what it found',
      when: said(
        `.{0,160}?\\bexpected:? (?<wanted>[^,;\\n]{1,60}?),? but (?:it )?(?:got|found|was|received|saw|has|had|there (?:is|are|was|were)):? (?<name>[^,;\\n]{1,60})`,
      ),
      plain: 'The program ended because it found {name} where it expected {wanted}[[, at {place}]].',
      fix: `Bring the two together: the program expects {wanted}, and there is {name}. Correct the setting that holds one of them${WHERE}, or what it is compared with[[ at {place}]]; until then deploy the previous image.`,
    },
    {
      where: 'the error names two versions that are incompatible',
      when: said(
        `.{0,160}?\\b(?<what>(?!your\\b)[A-Za-z][\\w.-]{1,30})(?: schema| data)? version:? ?\\(?["'\`]?(?<name>v?\\d[\\w.-]{0,20})["'\`]?\\)? (?:is|are) (?:incompatible|not compatible) with [^\\n]{0,60}?\\bversion:? ?\\(?["'\`]?(?<wanted>v?\\d[\\w.-]{0,20}[\\w-])`,
      ),
      plain:
        'The program ended because two versions do not fit together: that of the {what} is {name}, and the other is {wanted}.',
      fix: 'Deploy the image for version {name} of the {what}, or bring the {what} to what {wanted} reads first (the upgrade guide of the product: export it with the old version, import it with the new one), then deploy this image.',
    },
    {
      where: 'the error says which versions fit',
      when: said(
        `.{0,160}?\\b(?<what>[\\w.-]{2,40}(?: [\\w.-]{2,30})?) version:? ${Q}?v?(?<name>\\d[\\w.-]{0,20})${Q}?[^\\n]{0,80}?\\b(?:speaks?|supports?|supported|expect(?:s|ed)|requires?|required|needs?|wants?|at least|minimum|newer than|older than)\\b[^\\d\\n]{0,30}(?<wanted>v?\\d[\\w.,<>= -]{0,40})`,
      ),
      plain: 'The program ended because two versions do not fit together: {name}, where it takes {wanted}.',
      fix: 'Bring the two together: use {what} {wanted} instead of {name}, in the image (lock file, base image, build argument) if the program itself is meant, else upgrade or downgrade the other side before this deployment.',
    },
    {
      where: 'prepared statements meet a pooler',
      when: said(
        `.{0,160}?(?:DuplicatePreparedStatement|\\bprepared statement ${Q}?(?<name>[\\w$:-]{1,80})${Q}? (?<what>already exists|does not exist))`,
      ),
      plain:
        'The client uses prepared statements over a connection that it shares: most often a pooler (PgBouncer in the mode transaction, Supabase, pgcat) gives each transaction another one.',
      fix: 'Turn prepared statements off in the client (asyncpg: `statement_cache_size=0`; SQLAlchemy with asyncpg: `prepared_statement_cache_size=0` too; psycopg: `prepare_threshold=None`; Prisma: `?pgbouncer=true`; JDBC: `prepareThreshold=0`), or connect past the pooler; PgBouncer 1.21 and later can keep them (`max_prepared_statements`).',
    },
    {
      where: 'the error names a thing that exists already',
      when: said(
        `.{0,160}?\\b${KIND} ${QUOTED} (?:is )?already (?:exists|in use|registered|taken|defined|running|claimed|held)`,
      ),
      plain: 'The program ended because the {kind} "{name}" already exists or is in use.',
      fix: `Remove or rename the {kind} "{name}" where it exists (an earlier run, or the old task during the deployment, may have made it), or give the program another name${WHERE}; then deploy again.`,
    },
    {
      where: 'the error names a thing that the other side does not support',
      when: said(
        `.{0,160}?\\b${KIND} ${QUOTED}(?: (?:in|of|for|on) ["'\`](?<part>[^"'\`\\n]{1,120})["'\`])? is (?:not|un)[ -]?(?:supported|allowed|accepted)(?: (?:by|for|on|in) (?:the )?["'\`]?(?<other>[\\w.-]{2,60}))?`,
      ),
      plain: 'The program ended because {other|the other side} does not support the {kind} "{name}"[[ of {part}]].',
      fix: `Use another {kind} than "{name}"[[ in {part}]]${WHERE}, one that {other|the other side} supports, and build a new image; or connect the program to what it was written for[[; {place} checks it]].`,
    },
    {
      where: 'Pydantic gets a setting that its model does not have',
      when: said('.{0,160}?\\bExtra inputs are not permitted\\b'),
      plain: 'The program does not accept a setting that it does not know[[: {variable} of container {holder}]].',
      fix: 'Remove the setting[[ {variable} of container {holder}]] where it comes from (`environment`, `secrets`, or the file .env in the image), or declare it in the model of the settings; `extra="ignore"` in its `model_config` passes over what it does not know.',
    },
    {
      where: 'a pooler refuses what the client sends when it connects',
      when: said('.{0,160}?\\bunsupported startup parameter: (?<name>[\\w.]{2,60})'),
      plain:
        'The pooler of the database (PgBouncer) refuses the parameter {name}, which the client sends when it connects.',
      fix: 'Take {name} out of the URL or the options of the connection, or connect to the database itself; only if the program can do without it, add {name} to `ignore_startup_parameters` of PgBouncer.',
    },
    {
      where: 'the server does not know a command of the client',
      when: said(`.{0,160}?\\bERR unknown (?:sub)?command ${Q}?(?<name>[A-Za-z]\\w{1,30})${Q}?`),
      plain: 'The server of Redis does not know the command {name}, or does not allow it.',
      fix: 'Have the client not send {name} (ElastiCache and MemoryDB know no CONFIG and others: Spring Session `ConfigureRedisAction.NO_OP`, BullMQ `skipVersionCheck`; their parameter group has those settings), or use a version of the engine that has {name}.',
    },
    {
      where: 'the error names software that is not in the image',
      when: said(
        `(?:.{0,200}?\\b${SOFTWARE}:? ${Q}(?<name>[^"'\`‘’“”\\n]{2,120})${Q} ${NOT_THERE}|.{0,200}?\\b(?:no|unknown|missing|cannot find|could not find|can't find|failed to (?:find|load)|unable to (?:find|load)|couldn't find|can't load|could not load|there is no) (?:such )?(?:the |an? |any )?(?:\\w{3,20} )?${SOFTWARE}:?(?: named| called)?:? ${Q}(?<other>[^"'\`‘’“”\\n]{2,120})${Q})`,
      ),
      plain: 'The image does not have [[{name}]][[{other}]], which the program loads.',
      fix: 'Install [[{name}]][[{other}]] in the stage of the Dockerfile that runs the program (list it with the production dependencies, and copy it along with the rest), or correct its name where the program or its settings ask for it[[ ({variable} of container {holder})]].',
    },
    {
      where: 'the error names a module that is not there, without quotes',
      when: said(
        `.{0,200}?\\b(?<kind>module|package|class) (?<name>(?!path\\b|version\\b)[A-Za-z_][\\w-]{0,60}(?:[.:][\\w-]{1,60}){0,8}) ${NOT_THERE}`,
      ),
      plain: 'The program ended because it does not find the {kind} {name}.',
      fix: 'Correct the name {name} where the program is told to load it (`command` and `environment` of the container, or a configuration file), or see that it is in the image and found from there: copied (`COPY`, `.dockerignore`), installed, and on the search path (`workingDirectory`, `PYTHONPATH`, class path).',
    },
    {
      where: 'the error names something that the server of the database lacks',
      when: said(
        `.{0,200}?\\b(?:unknown|unsupported|invalid|no such) (?<kind>${OF_SERVER})[: ]{1,2}${Q}(?<name>[^"'\`‘’“”\\n]{2,120})${Q}|.{0,200}?\\b(?<thing>${OF_SERVER}):? ${Q}(?<other>[^"'\`‘’“”\\n]{2,120})${Q} ${NOT_THERE}`,
      ),
      plain: 'The server of the database does not know the [[{kind}]][[{thing}]] [[{name}]][[{other}]].',
      fix: 'Change [[{name}]][[{other}]] in the statement or migration[[ at {place}]] to what this server has, or use a server that has it: it is of another version or product than the statement was written for (MySQL 8 and MariaDB differ here).',
    },
    {
      where: 'the error names a thing that is not there, without quotes',
      when: said(
        `.{0,200}?\\b(?<kind>${THINGS}) (?<name>(?!variables?\\b|for\\b|with\\b|is\\b|was\\b|not\\b|of\\b|in\\b|does\\b|could\\b|cannot\\b|and\\b|or\\b)[\\w.:-]{2,80}) ${NOT_THERE}`,
      ),
      plain: 'The program ended because the {kind} {name} does not exist where it looks for it.',
      fix: `Create the {kind} {name} there before the deployment, or correct its name${WHERE} in \`environment\` or \`command\` of the container or in the configuration file in the image[[; {place} asks for it]].`,
    },
    {
      where: 'the error names behind a colon what it does not know',
      when: said(
        `.{0,200}?\\b(?:no such|unknown|unsupported|unrecogni[sz]ed|undefined|invalid|illegal) (?!(?:file|path|directory|host|error|argument|value|key|response|reason)\\b)${KIND}: (?<name>[\\w@./+][\\w@./+-]{1,80})['"\`)\\].,;]{0,3} {0,2}(?:$|\\()`,
      ),
      plain: 'The program ended because it does not know the {kind} {name}[[, at {place}]].',
      fix: `Correct the {kind} {name}${WHERE} to one that this version knows, or install what adds it to the image: it comes from \`environment\`, \`secrets\` or \`command\` of the container, or from a configuration file in the image[[; {place} reads it]].`,
    },
    {
      where: 'the error calls the path of a file invalid',
      when: said(
        `.{0,160}?\\b(?:invalid|bad|illegal|unknown) (?:file ?|directory )?path:? ${Q}?(?<name>\\/[\\w.@/+-]{2,200})`,
      ),
      plain: 'The program cannot use the path {name}: most likely nothing is there, or its user may not read it.',
      fix: 'Put the file or folder {name} into the image (`COPY`) or mount it there (`mountPoints`), readable for the user of the container, or correct the path where the program gets it (its configuration file, `command` or `environment`).',
    },
    {
      where: 'the error says what takes the place of what it rejects',
      when: said(
        `.{0,200}?(?:\\bthe )?(?<name>["'\`]?[\\w.@/:-]{2,60}["'\`]?(?: (?!(?:has|have|is|are|was|were|been)\\b)[\\w.-]{2,30}){0,2}) (?:has been |have been |is |are |was |were )?(?:now )?(?:deprecated|removed|renamed|replaced|dropped|obsolete|no longer (?:supported|available))\\b[^\\n]{0,80}?[,.;:(] ?(?:please )?(?:use|switch to|migrate to|replaced by|renamed to) (?<wanted>[^,;\\n]{2,100}?)(?: instead\\b|[.)](?:\\s|$)|$|[,;])`,
      ),
      plain: 'The program ended because of {name}, in place of which this version takes {wanted}.',
      fix: `Replace {name}${WHERE} by {wanted} where it is set (the configuration file in the image or on its volume, \`command\` or \`environment\` of the container), or go back to the version of the image that still takes {name}.`,
    },
    {
      where: 'the error names a thing that is not there',
      when: said(`.{0,200}?\\b${KIND}:? ${QUOTED} ${NOT_THERE}`),
      plain: 'The program ended because it does not find the {kind} "{name}"[[, at {place}]].',
      fix: `Create the {kind} "{name}" where the program looks for it before the deployment, or correct its name${WHERE} in \`environment\` or \`command\` of the container or in the configuration file in the image[[; {place} asks for it]].`,
    },
    {
      where: 'the error names options that the program does not know',
      when: said(
        `.{0,160}?\\b(?:options?|flags?|keys?|fields?|settings?|parameters?|arguments?) (?<name>[a-z][\\w.-]{1,60}(?:(?:, | and )[a-z][\\w.-]{1,60}){0,6}) (?:is|are) (?:not|no longer|un)[ -]?(?:supported|recogni[sz]ed|valid|allowed|known)`,
      ),
      plain: 'The program ended because it does not know these options: {name}[[ (at {place})]].',
      fix: 'Remove or rename {name} where it is set ([[{place}, ]]the configuration file in the image, a URL, `command` or `environment` of the container): this version does not know it, so it is misspelled, was dropped, or belongs to another version.',
    },
    {
      where: 'the error names an option that the program does not know',
      when: said(
        `.{0,200}?\\b(?:unknown|unrecogni[sz]ed|unsupported|unexpected|invalid|no such) (?<kind>(?:configuration |config )?(?:directive|option|parameter|key|field|property|attribute|keyword|setting|section|flag))[: ]{1,2}(?:named |called )?${QUOTED}`,
      ),
      plain: 'The program ended because it does not know the {kind} "{name}"[[, at {place}]].',
      fix: 'Remove or rename the {kind} "{name}" where it is set (the configuration file in the image, `command` or `environment` of the container): this version does not know it, so it is misspelled, was dropped, or belongs to another version.',
    },
    {
      where: 'the error says that there is no thing of a name',
      when: said(
        `.{0,200}?\\b(?:no|unknown|missing|undefined|cannot find|could not find|can't find|failed to find|failed to load|unable to find|couldn't find|unable to locate|did not find) (?:such )?(?:the |an? |any )?${KIND}[: ]{1,2}(?:named |called |with (?:the )?(?:name|id|key) |for )?:?${QUOTED}`,
      ),
      plain: 'The program ended because it does not find the {kind} "{name}"[[, at {place}]].',
      fix: `Create the {kind} "{name}" where the program looks for it before the deployment, or correct its name${WHERE} in \`environment\` or \`command\` of the container or in the configuration file in the image[[; {place} asks for it]].`,
    },
    {
      where: 'the error says that nothing exists at a place',
      when: said(
        `.{0,200}?\\bno (?<kind>${THINGS}) (?:exists?|found|is) (?:at|in|for|under|with|named) ${Q}?(?<name>[\\w./:{}*-]{3,200})`,
      ),
      plain: 'The program ended because there is no {kind} at {name}.',
      fix: `Create the {kind} {name} where the program looks for it before the deployment (in Vault: \`vault kv put\`), or correct that name${WHERE} in the configuration or template of the program, in \`environment\` or in \`command\`.`,
    },
    {
      where: 'the error says what has expired',
      when: said(
        `.{0,160}?(?<![\\w./-])(?<kind>(?!jwt\\b)[a-z][\\w-]{2,30}(?: (?:[a-z][\\w-]{2,30}|\\/[^\\s'",]{2,200}))?) (?:has |is |was )?expired(?:,? (?:on|at|since) (?<name>\\d[\\dTZ:./ +-]{5,30}\\d|\\d{4}))?`,
      ),
      plain: 'The program ended because the {kind} has expired[[: {name}]].',
      fix: 'Renew the {kind}[[, which expired {name}]], put the new one where the container gets it (`secrets` or `environment`, a volume, or the image), then deploy again: running tasks keep the old one.',
    },
    {
      where: 'the error names a limit and what goes beyond it',
      when: said(
        `.{0,160}?(?<name>\\d[\\d.,_]{0,15} ?${UNIT})\\b[^\\n\\d]{0,60}?\\b(?:limit|maximum|max|allowed|exceeds?|greater than|larger than|more than)\\b[^\\n\\d]{0,30}(?<wanted>\\d[\\d.,_]{0,15}(?: ?${UNIT})?)\\b(?=.{0,60}?\\b(?:value|setting|option|property) (?:of |for )?(?:the )?["'\`]?(?<limit>[a-z][\\w-]*(?:[._][\\w-]+){1,6})|)`,
      ),
      plain: 'The program ended because {name} is more than its limit, {wanted}[[ ({limit})]].',
      fix: 'Bring what the line measures ({name}) below {wanted}, or raise that limit[[, {limit},]] in the settings of the program (`environment` or `command` of the container, or its configuration file in the image)[[; {place} checks it]]; what receives it must allow as much.',
    },
  ];
}

/** A URL that the container gets, by an error that does not say in which variable. */
export const OF_URL = {
  where: 'the error is about a URL, and one variable of the container can hold it',
  when: /^url: (?<variable>\w{1,80}) of container (?<holder>[^\s,]{1,255})(?:, from (?<source>\S{1,300}))?$[\s\S]*^log says: (?<said>.{0,160}?\b(?:DSN|URL|URI|connection ?string)\b.{0,160})/im,
  plain: 'The program ended with an error about a URL that it is given: "{said}".',
  fix: 'Correct {variable} of container {holder}[[, which comes from {source}]]: the error is "{said}". A URL needs its scheme, host and port, no quotes around it and special characters percent-encoded; an empty value is none.',
} as const satisfies Variant;

/** What to do about an error that no table knows. */
export function complaints(): Variant[] {
  return [
    ...byGrammar(),
    {
      where: 'the error names a variable that the container does not have',
      when: /(?:^place: (?<place>\S{1,300})$[\s\S]*)?^setting (?<variable>\S+): not in container (?<holder>[^\s,]{1,255})[\s\S]*^log says: /m,
      plain: 'The program ended[[ at {place}]] because {variable} is not set in container {holder}.',
      fix: 'Set {variable} in `environment` or `secrets` of container {holder}[[ ({place} reads it)]]; if it is there under another name, correct the name.',
    },
    {
      where: 'the error names a variable that the container has',
      when: new RegExp(`${NAMES_VARIABLE.source}[\\s\\S]*^log says: (?<said>.{1,200})`, 'm'),
      plain: 'The program ended with an error about {variable}, which container {holder} has.',
      fix: 'Correct {variable} of container {holder}[[ (now "{value}")]][[, which comes from {source}]]: the error is "{said}". Then deploy again.',
    },
    {
      where: 'the error quotes what a variable of the container holds',
      when: /^value is (?:in|part of) (?<variable>\w{1,80}) of container (?<holder>\S{1,255})$[\s\S]*^log says: (?<said>.{1,200})/m,
      plain: 'The program ended with an error about what {variable} of container {holder} holds.',
      fix: 'Correct {variable} in `environment` of container {holder}, or what its value stands for: the error quotes what it holds ("{said}"). Then deploy again.',
    },
    OF_URL,
    {
      where: 'the error names a server',
      when: /(?:^host: \S{1,253} from (?<variable>\w{1,80}) of container (?<holder>\S{1,255})$[\s\S]*)?^log says: [\s\S]*^error names host (?<address>\S{1,300})$/m,
      plain: 'The program ended with an error about {address}.',
      fix: 'Correct what the program asks of {address}[[ ({variable} of container {holder} has that address)]]: the answer in the line says what is wrong with the path, the name or the credentials in `environment` and `secrets`; or correct it on {address}.',
    },
    {
      where: 'the log says below the error what to run',
      when: /^log advises: (?<command>.{1,160})$[\s\S]*^log says: (?<said>.{1,200})/m,
      plain: 'The program ended with an error, and its log says what to run: `{command}`.',
      fix: 'Run `{command}`, as the log advises, once before the deployment and against what the program uses (for example as a one-off task, `run-task`); if it builds or installs something, run it in the Dockerfile. The error is "{said}".',
    },
    {
      where: 'Spring says below the error what to do',
      when: /^action: (?<action>.{6,300})$[\s\S]*^log says: (?<said>.{1,200})/m,
      plain: 'The program ended with an error, and Spring says what to do: "{action}".',
      fix: 'Do what the log says below the error: "{action}". A property is set in `environment` of the container in capitals, with `_` for dots and dashes. The error is "{said}".',
    },
    {
      where: 'the error names a configuration file',
      when: /^log says: (?<said>.{1,240})$[\s\S]*^error names configuration (?<file>\S{1,300})$/m,
      plain: 'The program ended with an error about its configuration {file}.',
      fix: 'Correct {file} in the image or on its volume: the error is "{said}".',
    },
    {
      where: 'the error names a file',
      when: /(?:^place: (?<place>\S{1,300})$[\s\S]*)?^log says: [\s\S]*^error names file (?<file>\S{1,300})$/m,
      plain: 'The program ended with an error about {file}.',
      fix: 'Correct {file} in the image or on its volume, as the line says: its content, its owner, or that it is there at all[[; {place} uses it]].',
    },
    {
      where: 'the error comes from a place in the own code',
      when: /^place: (?<place>\S{1,300})$[\s\S]*^log says: (?:.{0,160}?(?:Error|Exception|panic|\)): )?(?<said>.{1,200})/m,
      plain: 'The program ended with the error "{said}", at {place}.',
      fix: 'Correct {place}, the first line in the stack trace that belongs to no library, or the setting or data behind it: it ends with "{said}". Until then, deploy the previous image.',
    },
    {
      where: 'the error comes from a package',
      when: /^library: (?<library>\S{1,120})$[\s\S]*^log says: (?<said>.{1,200})/m,
      plain: 'The program ended with an error of the package {library}.',
      fix: 'Correct what the program gives to {library} (a setting, a file, data): it ends with "{said}". If only the version of {library} changed since the previous image, pin it to the old one (lock file). Until then deploy the previous image.',
    },
    {
      where: 'the error is one of the program itself',
      when: /^log says: (?<said>.{1,200})/m,
      plain: 'The program ended with an error that its log names.',
      fix: 'Fix the setting, data or code behind "{said}" (the message is the program’s own). Until then, deploy the previous image.',
    },
  ];
}
