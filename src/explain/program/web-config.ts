import { GUIDE, type Pattern } from '../pattern.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;

/** The configuration of a web server or proxy that it rejects. */
export const WEB_CONFIG = {
  id: 'says-web-config',
  title: 'The web server configuration is not valid',
  pattern:
    /\[emerg\] (?:\d+#\d+: )?(?<what5>could not build (?:the |optimal )?\w{3,60}, you should increase .{1,120})|\[emerg\] (?:\d+#\d+: )?(?<what1>(?!\d+#\d+: |host not found|bind\(\)|open\(\)|mkdir\(\)|cannot load certificate).{4,260}?)(?: in (?<file1>\/[^\s:]{1,200}):(?<line1>\d{1,6}))|\] ALERT: (?<what9>\[pool \w{1,60}\] .{1,160})|\] ERROR: (?<what3>No pool defined\. .{1,120}|\[pool \w{1,60}\] .{1,160}|\[(?<file5>\/[^\]:]{1,200}):(?<line4>\d{1,6})\] .{1,160})|nginx: configuration file (?<file2>\/\S{1,200}) test failed|AH\d{5}: (?:apache2|httpd): Configuration error: (?<what10>.{1,160})|AH00526: Syntax error on line (?<line2>\d{1,6}) of (?<file3>\/[^\s:]{1,200})|(?:Error: )?adapting config using caddyfile: (?:(?<file8>\/[^\s:]{1,200}):(?<line7>\d{1,6}): )?(?<what2>.{1,160}?)(?:,? at (?<file6>\/[^\s:]{1,200}):(?<line5>\d{1,6}))?(?=$| import chain)|\[ALERT\].{0,60}Fatal errors found in configuration|\[ALERT\].{0,40}(?:parsing )?\[(?<file4>\/[^\]:]{1,200}):(?<line3>\d{1,6})\] ?: (?!.{0,80}(?:could not resolve|invalid address: '[a-z]))(?<what6>.{1,160})|(?<=(?<what8>.{3,160})) \('(?<file7>\/[^']{1,200}\.vcl)' Line (?<line6>\d{1,6})|command traefik error: (?<what7>(?:field not found|failed to decode|invalid node|yaml:|toml:|.{0,40}cannot be a standalone).{0,160})/i,
  plain: 'The web server rejects its configuration[[: {what}]][[ ({file}, line {line})]].',
  causes: [],
  fix: 'Correct[[ line {line} of {file}:]] {what|the configuration}, rebuild the image, and test the file in it first (`nginx -t`, `apachectl configtest`, `haproxy -c -f FILE`, `caddy validate`, `php-fpm -t`).',
  variants: [
    {
      where: 'a table of nginx is too small',
      when: /you should increase (?:either )?(?<table>\w{3,60}): (?<size>\d{1,8})[\s\S]*^nginx wants (?<wanted>\d{1,9})$/m,
      plain: 'A name in the configuration of nginx is longer than its table allows: {table} is {size}.',
      fix: 'Set `{table} {wanted};` in the `http` block of /etc/nginx/nginx.conf (now {size}), then rebuild the image.',
    },
    {
      where: 'a variable of the template is empty',
      when: /(?:invalid (?:port|host)|no (?:port|host)) in (?:upstream "[/:]{0,3}(?:\d{1,5})?(?:\/\S{0,100})?"|the)|invalid number of arguments in "(?:proxy_pass|server_name|server|listen|resolver)"|invalid URL prefix/,
      plain:
        'The web server rejects its configuration: {what} ({file}, line {line}). A value is missing there: most likely the file is made from a template, and a variable of it is empty.',
      fix: 'Look which variable stands in {file}, line {line} of the template, and set it in `environment` of the container: it is empty or not set.',
    },
    {
      where: 'Traefik does not know a field',
      when: /(?:field not found|invalid node),? (?:node: )?(?<node>[\w.[\]-]{1,80})/,
      plain: 'Traefik does not know the field {node} of its static configuration.',
      fix: 'Remove or rename {node} where Traefik gets it (its flags in `command`, `TRAEFIK_…` in `environment`, or traefik.yml in the image): this version has no such field, so either it is misspelled or indented wrongly, or the image is of another version than it was written for (pin the tag).',
    },
    {
      where: 'HAProxy finds no certificate',
      when: /unable to (?:stat|load) (?:SSL )?certificate(?: chain)? from file '(?<certificate>[^']{1,200})'(?: : No such file or directory)/,
      plain: 'HAProxy finds no {certificate}, the certificate that {file} names in line {line}.',
      fix: 'Put the certificate with its key at {certificate}: mount it (`mountPoints`), or have the start script of the image write it there from a secret (`secrets`); or correct `crt` in line {line} of {file}.',
    },
    {
      where: 'HAProxy wants a line break at the end',
      when: /Missing LF on last line/,
      plain: 'HAProxy rejects {file}: its last line (line {line}) does not end with a line break.',
      fix: 'End line {line} of {file} with a line break (LF), then rebuild the image; if a script or a setting writes the file, have it add the break.',
    },
    {
      where: 'PHP-FPM reads an entry outside of a pool',
      when: /\[(?<conf>\/[^\]:]{1,200}):(?<at>\d{1,6})\] unknown entry '(?<entry>[^']{1,80})'/,
      plain:
        'PHP-FPM does not know the entry {entry} at {conf}, line {at}: it is misspelled, or stands outside of its section.',
      fix: 'Put the section in front of line {at} of {conf} (`[www]` for entries of a pool such as user, listen and pm, `[global]` for error_log and daemonize), or correct {entry}; then rebuild the image and test it with `php-fpm -t`.',
    },
    {
      where: 'PHP-FPM has a pool without a user or a listener',
      when: /\[pool (?<pool>\w{1,60})\] (?<entry>\w{1,40}) has not been defined/,
      plain: 'The pool {pool} of PHP-FPM has no {entry}.',
      fix: 'Add {entry} to `[{pool}]` in the configuration of PHP-FPM (php-fpm.d/*.conf in the image; `user = www-data` while it starts as root), then rebuild the image and test it with `php-fpm -t`.',
    },
    {
      where: 'PHP-FPM has a pool whose numbers do not fit together',
      when: /\[pool (?<pool>\w{1,60})\] (?<rule>pm[.\w]{0,30}\(?-?\d{0,9}\)? (?:must|should|has to|needs to|is)\b.{1,200})/,
      plain: 'PHP-FPM rejects the numbers of its pool {pool}: {rule}.',
      fix: 'Correct these numbers in `[{pool}]` of PHP-FPM (php-fpm.d/*.conf in the image, or the variables of the container that fill them): {rule}. Rebuild the image and test it with `php-fpm -t`.',
    },
    {
      where: 'Apache loads two modules that exclude each other',
      when: /More than one MPM loaded/,
      plain: 'Apache loads more than one MPM (prefork, worker, event), and runs with exactly one.',
      fix: 'Turn off all but one in the Dockerfile (`a2dismod mpm_event mpm_worker && a2enmod mpm_prefork`; mod_php needs prefork), rebuild the image without its cache, and test it with `apachectl configtest`.',
    },
    {
      where: 'Caddy does not know a directive',
      when: /unrecognized (?<part>directive|global option|subdirective)(?:: | )(?<word>[\w.>-]{1,80})/,
      plain: 'Caddy does not know the {part} {word}[[ ({file}, line {line})]].',
      fix: 'Correct {word}[[ in line {line} of {file}]]; if it belongs to a plugin, build Caddy with that plugin (`xcaddy build --with MODULE`) and copy the binary into the image, and if it is the address of a second site, put each site into braces of its own.',
    },
    {
      where: 'the server does not know a word of its configuration',
      when: /unknown (?<part>keyword|directive|option|entry|parameter) ['"](?<word>[^'"]{1,80})['"](?: in '(?<section>[^']{1,60})' section)?/,
      plain: 'The server does not know {word}[[ in its section {section}]][[ ({file}, line {line})]].',
      fix: 'Remove or correct {word}[[ in section {section}]][[, line {line} of {file}]]: this version does not know it there; if it belongs to a module, load that module first (`load_module`, `LoadModule`, `a2enmod`), then rebuild the image.',
    },
  ],
  link: STOPPED,
  log: 'only',
  sources: [
    'https://github.com/nginx/nginx/blob/3f6f7824d4e2eb1ac37dec76683d525ac0ff521c/src/core/ngx_conf_file.c',
    'https://github.com/apache/httpd/blob/0cb680442ecaa6118cc610b5ecc6e824330bf61a/server/config.c',
    'https://github.com/haproxy/haproxy/blob/50872daa6a857e82afc40b1c5161924aef4172d7/src/cfgparse.c',
    'https://github.com/caddyserver/caddy/blob/0cf03d32f7d99cf160d5375e8a40fbe3d910d515/cmd/main.go',
  ],
} as const satisfies Pattern;
