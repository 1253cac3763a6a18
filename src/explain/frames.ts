const JVM =
  /^\s+at (?:[\w.@-]{1,100}\/{1,2})?(?<owner>[\w.$]{1,200})\.[\w$<>]{1,100}\((?<file>\w{1,100}\.(?:java|kt|scala)):(?<line>\d{1,7})\)/u;
/** How each runtime names a place in a stack trace. */
const FRAMES = [
  // go: runtime/traceback.go
  /^\t(?<file>\/\S{1,300}\.go):(?<line>\d{1,7})(?: |$)/u,
  // V8: https://v8.dev/docs/stack-trace-api
  /^\s+at (?:.{0,200}\()?(?:file:\/\/)?(?<file>\/[^():]{1,300}\.[cm]?[jt]sx?):(?<line>\d{1,7}):\d{1,7}\)?(?: \{)?$/u,
  JVM,
  // .NET
  /^\s+at .{1,300} in (?<file>\/\S{1,300}\.(?:cs|fs|vb)):line (?<line>\d{1,7})$/u,
  // Ruby
  /^(?:\s*(?:from )?)?(?<file>\/[^\s:]{1,300}\.(?:rb|ru)):(?<line>\d{1,7}):in /u,
  // Elixir: a file that is evaluated has no module
  /^\s+(?<file>\/\S{1,300}\.exs):(?<line>\d{1,7}): \(file\)$/u,
  // PHP
  /(?: in |^#\d{1,3} )(?<file>\/[^\s:()]{1,300}\.php)(?::|\(| on line )(?<line>\d{1,7})/u,
  // Rust
  /panicked at (?:'.{0,300}', )?(?<file>(?!\/rustc\/)[^\s:]{1,300}\.rs):(?<line>\d{1,7}):\d/u,
];
/** Python names the file before the error, the innermost last. */
const PYTHON = /^\s+File "(?<file>[^"]{1,300})", line (?<line>\d{1,7})/u;
/** Code of runtimes and libraries: an error that shows there comes from what called it. */
const LIBRARY =
  /\/go\/(?:[\w.-]{1,40}\/){0,3}src\/(?:runtime|internal|sync|net|reflect|os|syscall|encoding|crypto|database|fmt|log|strconv|io|context|time|flag|testing)\/|\/(?:node_modules|site-packages|dist-packages|vendor|gems|go\/pkg\/mod|usr\/(?:local\/)?(?:go|lib|bin)|\.local\/bin|\.?venv\/bin|rustc|\.cargo|cargo\/registry|cargo\/git|bundle)\/|^node:|^<frozen/u;
const LIBRARY_CLASS =
  /^(?:java|javax|jdk|sun|com\.sun|kotlin|kotlinx|scala|jakarta|org\.(?:springframework|apache|hibernate|eclipse|jboss|postgresql|slf4j|flywaydb|mariadb|mongodb|redisson|jooq|keycloak|infinispan|quartz|thymeleaf|elasticsearch|opensearch|bouncycastle|yaml)|liquibase|com\.(?:zaxxer|mysql|fasterxml|google|mongodb|rabbitmq|microsoft\.sqlserver|amazonaws|datastax|hazelcast|squareup|nimbusds)|software\.amazon|oracle|redis\.clients|feign|okhttp3|retrofit2|akka|play|cats|zio|io\.(?:netty|quarkus|micronaut|ktor|vertx|smallrye|grpc|lettuce|r2dbc|micrometer|opentelemetry|projectreactor|jsonwebtoken|confluent|debezium|undertow)|reactor|ch\.qos)\./u;
/** A stack goes on no longer than that. */
const REACH = 80;

/** The first place of the program's own code in the stack trace of the error in this line: `/app/server.js:12`. */
export function ownPlace(lines: readonly string[], index: number): string | undefined {
  const before = lines.slice(Math.max(0, index - REACH), index).toReversed();
  const python = /^\S{1,120}(?:Error|Exception|Exit)\b|^\S{1,120}: /u.test(lines[index] ?? '') ? before : [];
  const traced = python.some((line) => line.startsWith('Traceback ')) ? placesIn(python, [PYTHON]) : [];
  const from = /panicked at /u.test(lines[index - 1] ?? '') ? index - 1 : index;
  const stack = lines.slice(from, from + REACH);
  return traced[0] ?? placesIn(ofProgram(stack, before), FRAMES)[0];
}

/** What called everything else is the program; frames of other packages above it belong to libraries that nobody has listed. */
function ofProgram(stack: readonly string[], before: readonly string[]): readonly string[] {
  const owners = stack.map(ownerOf);
  const isCut = stack.some((line) => /^\s+\.{3} \d+ (?:more|common)/u.test(line));
  const outer = isCut ? before.map(ownerOf).find(isOwn) : undefined;
  const caller = outer ?? owners.findLast(isOwn);
  if (caller === undefined) return stack;
  const root = rootOf(caller);
  return stack.filter((_, index) => owners[index] === '' || rootOf(owners[index] ?? '') === root);
}

function ownerOf(line: string): string {
  return JVM.exec(line.slice(0, 1_000))?.groups?.['owner'] ?? '';
}

function isOwn(owner: string): boolean {
  return owner !== '' && !LIBRARY_CLASS.test(owner);
}

/** `com.acme.shop.Orders` → `com.acme`. */
function rootOf(owner: string): string {
  return owner.split('.').slice(0, 2).join('.');
}

function placesIn(lines: readonly string[], shapes: readonly RegExp[]): string[] {
  return lines.flatMap((line) => {
    const text = line.slice(0, 1_000);
    const groups = shapes.map((shape) => shape.exec(text)?.groups).find((found) => found !== undefined);
    const { file = '', line: number, owner = '' } = groups ?? {};
    const isProgram = file !== '' && !LIBRARY.test(file) && !LIBRARY_CLASS.test(owner);
    return isProgram ? [`${file}:${number}`] : [];
  });
}

/** How each package manager names the folder of a package. */
const PACKAGES =
  /\/node_modules\/(?:\.pnpm\/[^/\s]{1,120}\/node_modules\/)?(?<node>(?:@[\w.-]{1,60}\/)?[\w.-]{1,80})\/|\/(?:site|dist)-packages\/(?<python>\w{1,60})(?:\/|\.py)|\/gems\/(?<ruby>[a-z][\w-]{0,60}?)-\d[\w.]{0,20}\/|\/go\/pkg\/mod\/(?<go>[\w./!-]{3,120})@v/u;

/** The package that an error comes from, where its stack shows no line of the program itself. */
export function libraryOf(lines: readonly string[], index: number): string | undefined {
  for (const line of lines.slice(index, index + REACH)) {
    const { node, python, ruby, go } = PACKAGES.exec(line.slice(0, 1_000))?.groups ?? {};
    const found = node ?? python ?? ruby ?? go;
    if (found !== undefined) return found;
  }
  return undefined;
}
