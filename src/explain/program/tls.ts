import { GUIDE, type PatternGroup } from '../pattern.ts';
import { KEY_STORE_PASSWORD } from './key-stores.ts';

const STOPPED = `${GUIDE}/stopped-task-errors.html`;
/** A pool that cannot connect runs empty, and "cannot reach" says less than why: both only follow. */
const POOLS = ['says-pool-empty', 'says-pool-unfilled', 'says-unreachable'];

/** How the programs of each runtime are told of a further CA. */
const RUNTIMES = [
  {
    runtime: 'Node.js',
    how: 'set `NODE_EXTRA_CA_CERTS` to its path in `environment`, or pass it as `ca` in the TLS options',
  },
  {
    runtime: 'Python',
    how: 'set `SSL_CERT_FILE` to its path in `environment` (requests: `REQUESTS_CA_BUNDLE`; psycopg: `sslrootcert` in the URL)',
  },
  {
    runtime: 'Java',
    how: 'import it into the truststore of the image (`keytool -importcert -cacerts`; PostgreSQL: `sslrootcert` in the JDBC URL)',
  },
  {
    runtime: 'Go',
    how: 'set `SSL_CERT_FILE` to its path in `environment`, or put it into `/usr/local/share/ca-certificates` and run `update-ca-certificates`',
  },
  {
    runtime: '.NET',
    how: 'put it into `/usr/local/share/ca-certificates` and run `update-ca-certificates` (Npgsql: `Root Certificate` in the connection string)',
  },
  { runtime: 'Ruby', how: 'set `SSL_CERT_FILE` to its path in `environment` (PostgreSQL: `sslrootcert` in the URL)' },
  { runtime: 'PHP', how: 'set `openssl.cafile` to its path in php.ini (PDO for MySQL: `PDO::MYSQL_ATTR_SSL_CA`)' },
];
/** The host of the error is known, and is no database of RDS. */
const NOT_RDS = '^host: (?<host>(?!\\S*\\.rds\\.)\\S{1,253}?)(?: from \\S+ of container \\S+)?$';

/** Connections that are refused because of encryption or a certificate. */
export const TLS = {
  title: 'The program reports: encryption',
  patterns: [
    {
      id: 'says-crypto-provider',
      title: 'The program chose no implementation of cryptography',
      pattern:
        /no process-level CryptoProvider available|Could not automatically determine the process-level CryptoProvider/,
      plain:
        'rustls has no implementation of cryptography to work with: the program installs none, and its features bring none or two.',
      causes: [],
      fix: 'At the start of `main`, call `rustls::crypto::aws_lc_rs::default_provider().install_default()` (or `ring`), or have Cargo.toml enable exactly one of the features `aws-lc-rs` and `ring` of rustls in all packages (`cargo tree -e features -i rustls`); then build a new image.',
      link: STOPPED,
      log: 'only',
      noRetryHelps: true,
      excludes: ['says-crash'],
      sources: ['https://github.com/rustls/rustls/issues/2070'],
    },
    KEY_STORE_PASSWORD,
    {
      id: 'says-tls-required',
      title: 'The database accepts encrypted connections only',
      pattern:
        /SSL (?:connection )?is required|no pg_hba\.conf entry for host \\?"?(?<client>[^"\\,\s]{1,80})\\?"?, user \\?"?(?<user>[^"\\,\s]{1,80})\\?"?, database \\?"?(?<database>[^"\\,\s]{1,80})\\?"?, (?:no encryption|SSL off)|pg_hba\.conf rejects connection for host .{1,200}(?:no encryption|SSL off)|Connections using insecure transport are prohibited|requires encryption but this machine does not support it/i,
      plain: 'The program connects to the database without TLS, and the database accepts only encrypted connections.',
      causes: [],
      fix: "Turn on TLS in the program's connection settings (PostgreSQL: `sslmode=require` in the URL, node-postgres: `ssl`; MySQL: `ssl-mode=REQUIRED`). RDS for PostgreSQL 15 and later requires it by default (`rds.force_ssl`).",
      variants: [
        {
          where: 'the client is that of Elixir',
          when: /Postgrex[\s\S]*pg_hba\.conf|pg_hba\.conf[\s\S]*Postgrex/,
          fix: 'Add `?ssl=true` to the URL of the database that the container gets, or set `ssl: true` in the configuration of the Ecto repository (config/runtime.exs; verification takes `cacertfile` in it), then deploy again. RDS for PostgreSQL 15 and later requires TLS by default (`rds.force_ssl`).',
        },
        {
          where: 'the database is PostgreSQL',
          when: /pg_hba\.conf/,
          fix: 'Add `sslmode=require` to the PostgreSQL URL[[ of user {user}, database {database},]] that the container gets (node-postgres: `ssl`; Npgsql: `SSL Mode=Require`). RDS for PostgreSQL 15 and later requires TLS by default (`rds.force_ssl`).',
        },
        {
          where: 'the database is MySQL',
          when: /insecure transport/i,
          fix: "Set `ssl-mode=REQUIRED` in the program's MySQL connection (JDBC: `sslMode=REQUIRED`); the database has `require_secure_transport` on.",
        },
      ],
      link: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html',
      excludes: ['says-login-refused', ...POOLS],
      log: 'only',
      sources: [
        'https://github.com/postgres/postgres/blob/006a829b2d1427974a4d7ae58f1191be2d0ae705/src/backend/libpq/auth.c',
        'https://github.com/pgbouncer/pgbouncer/issues/812',
        'https://github.com/dotnet/SqlClient/blob/c16adb7a11674b66f9e9ca5e5a38e768ce8d5ff3/src/Microsoft.Data.SqlClient/src/Resources/Strings.resx',
      ],
    },
    {
      id: 'says-tls-not-offered',
      title: 'The server does not use TLS',
      pattern:
        /server refused TLS connection|The server does not support SSL(?: connections)?\b|SSL is not enabled on the server|server does not support SSL, but SSL was required|first record does not look like a TLS handshake|server gave HTTP response to HTTPS client|SSL_ERROR_RX_RECORD_TOO_LONG|ssl3_get_record:wrong version number|SSL_connect returned=\d errno=\d{1,3} .{0,120}wrong version number|wrong version number \(_ssl|Unsupported or unrecognized SSL message/i,
      plain: 'The program uses TLS, and the server[[ {address}]] answers without TLS.',
      causes: [],
      fix: 'Turn off TLS for this connection (PostgreSQL: `sslmode=disable`), or correct the host and port so that the program connects to a TLS endpoint.',
      variants: [
        {
          where: 'it is the plain port of Amazon MSK',
          when: /^kafka port: (?<broker>\S{1,200}):9092$/m,
          plain: 'The program uses TLS with {broker}:9092, which is the port without TLS of the Kafka brokers.',
          fix: 'Use port 9094 for TLS (9096 with SASL/SCRAM, 9098 with IAM) in the addresses of the brokers, or turn off TLS in the client (kafkajs: `ssl: false`) if the cluster allows plain connections; the security group of the brokers must allow that port.',
        },
      ],
      link: STOPPED,
      log: 'only',
      sources: [
        'https://github.com/brianc/node-postgres/blob/c9e57617bc92c2ded23a75345f50eadc527bd131/packages/pg/lib/connection.js',
        'https://github.com/lib/pq/blob/f4654a41a62bc974ea825de270c44f577721205e/conn.go',
        'https://github.com/golang/go/blob/00b256e9e3c0fa02a278ec9dfc3e191e02ceaf80/src/crypto/tls/conn.go',
      ],
    },
    {
      id: 'says-other-protocol',
      title: 'The two sides of a connection speak different protocols',
      pattern:
        /error reading server preface|http2: (?:failed reading the frame payload|frame too large)|malformed HTTP (?:response|status code|version)|Received HTTP\/0\.9 when not allowed|Parse Error: Expected HTTP\//i,
      plain:
        'The other side[[ ({address})]] does not answer in the protocol that the program speaks: usually one side uses TLS and the other does not, or it is the port of another protocol (HTTP instead of gRPC).',
      causes: [],
      fix: 'Compare the address, port and TLS setting of the client[[ ({setting})]] with what the server[[ {address}]] offers: turn TLS on in the client where the server demands it (off where it has none), use the port for this protocol, and have no load balancer in between that speaks only HTTP/1.1 (gRPC needs protocol version GRPC or HTTP2 at the target group).',
      link: STOPPED,
      excludes: ['says-connection-refused', 'error-connection'],
      log: 'only',
    },
    {
      id: 'says-tls-old',
      title: 'The two sides of a TLS connection have too little in common',
      pattern:
        /UNSAFE_LEGACY_RENEGOTIATION_DISABLED|unsafe legacy renegotiation disabled|DH_KEY_TOO_SMALL|dh key too small|EE_KEY_TOO_SMALL|ee key too small|CA_MD_TOO_WEAK|ca md too weak|UNSUPPORTED_PROTOCOL|\bunsupported protocol\b(?= \(_ssl|.{0,40}SSL)|TLSV1_ALERT_PROTOCOL_VERSION|tlsv1 alert protocol version|fatal alert: (?:protocol_version|handshake_failure|insufficient_security)|tls: (?:server selected unsupported protocol version|protocol version not supported|handshake failure|no supported versions satisfy)|SSLV3_ALERT_HANDSHAKE_FAILURE|sslv3 alert handshake failure|No appropriate protocol|no cipher suites in common|no protocols available|NO_PROTOCOLS_AVAILABLE|NoSharedCipher|no shared cipher/i,
      plain:
        'The program and the server[[ {address}]] agree on no version or cipher of TLS: one of them is older than the other accepts.',
      causes: [],
      fix: 'Turn on TLS 1.2 or later with a current cipher and key at the server[[ {address}]]; if the program is the older side, update the runtime in its image. Until then the program can allow the old way for this connection (OpenSSL 3: `CipherString = DEFAULT@SECLEVEL=1` in an openssl.cnf that `OPENSSL_CONF` names; Java: `jdk.tls.disabledAlgorithms`).',
      variants: [
        {
          where: 'the alert says only that the handshake fails',
          when: /handshake[_ ]failure/i,
          plain:
            'The server[[ {address}]] ended the TLS handshake with the alert "handshake failure": it takes no version or cipher that the program offers, wants a client certificate, or does not serve the host name that it is asked for.',
          fix: 'Find out which it is: `openssl s_client -connect {address|HOST:PORT} -servername HOST` from a task shows what the server offers, and its log what it refuses. Then update the older of the two sides, give the program a client certificate, or correct the host name (SNI).',
        },
        {
          where: 'OpenSSL 3 refuses the old renegotiation',
          when: /legacy renegotiation|LEGACY_RENEGOTIATION/i,
          plain:
            'OpenSSL 3 in the image refuses the server[[ {address}]], which knows only the old, unsafe renegotiation of TLS.',
          fix: 'Update the server (or the proxy in front of it)[[ {address}]]; until then set `OPENSSL_CONF` in `environment` of the container to an openssl.cnf in the image with `Options = UnsafeLegacyRenegotiation` (Python: `ctx.options |= 0x4` for this connection), or go back to the base image with OpenSSL 1.1.',
        },
        {
          where: 'OpenSSL refuses a weak key or digest',
          when: /TOO_SMALL|too small|MD_TOO_WEAK|md too weak/i,
          plain: 'OpenSSL in the image refuses the key or certificate of the server[[ {address}]] as too weak.',
          fix: 'Give the server[[ {address}]] a key and DH parameters of 2048 bits or more and a certificate with SHA-256; until then set `OPENSSL_CONF` in `environment` of the container to an openssl.cnf in the image with `CipherString = DEFAULT@SECLEVEL=1`.',
        },
      ],
      link: STOPPED,
      log: 'only',
      excludes: ['error-certificate', ...POOLS],
    },
    {
      id: 'says-tls-alert',
      title: 'The other side breaks off the TLS handshake with an alert',
      pattern:
        /\b(?:tlsv1\d?|sslv3|tlsv13)[ _]alert[ _](?<alert1>internal[ _]error|unknown[ _]ca|bad[ _]certificate|certificate[ _](?:required|unknown|expired|revoked)|access[ _]denied|decrypt[ _]error|unrecognized[ _]name|no[ _]application[ _]protocol)|remote error: tls: (?<alert2>(?:internal error|unknown certificate authority|bad certificate|certificate required|unknown certificate|expired certificate|revoked certificate|access denied|error decrypting message|unrecognized name|no application protocol))|(?:received fatal alert: |AlertReceived\()(?<alert3>internal_?error|unknown_?ca|bad_?certificate|certificate_?(?:required|unknown|expired|revoked)|access_?denied|decrypt_?error|unrecognized_?name|no_?application_?protocol)/i,
      plain:
        'The other side[[ ({address})]] broke off the TLS handshake with the alert "{alert}": it is that side that refuses, so the way there is open.',
      causes: [],
      fix: 'Find in the log of {address|the server} why it refuses the client: an address that it does not allow, a client certificate that it wants, or a host name that it does not serve.',
      variants: [
        {
          where: 'the server is MongoDB Atlas',
          when: /\.mongodb\.net\b/i,
          plain:
            'MongoDB Atlas[[ ({address})]] broke off the TLS handshake with the alert "{alert}", as it does with clients whose IP address is not on its access list.',
          fix: 'Add the address that the tasks come from (the elastic IP addresses of the NAT gateway of their subnets) to the IP access list of the Atlas project (Network Access), or connect over a private endpoint; if it is there, look whether the cluster is paused.',
        },
        {
          where: 'the client certificate is missing or refused',
          when: /alert[ _](?:certificate|bad[ _]certificate|unknown[ _]ca|decrypt)|tls: (?:certificate required|bad certificate|unknown certificate|expired|revoked|error decrypting)|(?:alert: |AlertReceived\()(?:bad|certificate|unknown_?ca|decrypt)/i,
          plain:
            'The server[[ {address}]] refuses the client in the TLS handshake ("{alert}"): it wants a client certificate, and does not accept the one that it gets, or gets none.',
          fix: 'Give the program a client certificate and key that the CA of {address|the server} signed and that are not expired (from `secrets` or a volume, under the settings that it reads them from); or, if the alert answers to the certificate of a server, correct the CA on that other side.',
        },
        {
          where: 'the server does not serve that name',
          when: /unrecognized[ _]?name/i,
          plain: 'The server[[ {address}]] serves no host of the name that the program asks for in the TLS handshake.',
          fix: 'Correct the host name in `environment` or `secrets` of the container to one that the server has a certificate for, or set it as the server name (SNI) of the client.',
        },
      ],
      link: STOPPED,
      excludes: ['says-certificate', 'error-certificate', 'says-connection-timeout', ...POOLS],
      log: 'only',
      sources: ['https://github.com/idurar/idurar-erp-crm/issues/1191', 'https://github.com/vedfi/mondroid/issues/54'],
    },
    {
      id: 'says-tls-broken-off',
      title: 'The server closes the connection during the TLS handshake',
      pattern:
        /socket disconnected before secure TLS connection was established|UNEXPECTED_EOF_WHILE_READING|SSL_ERROR_SYSCALL|unexpected eof while reading|Remote host terminated the handshake|Received an unexpected EOF or 0 bytes from the transport stream/i,
      plain:
        'The program starts a TLS handshake[[ with {address}]], and the other side closes the connection before it is done. The error does not say why.',
      causes: [
        'this port does not speak TLS',
        'a proxy, firewall or VPC endpoint policy in between closes it',
        'the two sides have no TLS version in common',
      ],
      fix: 'Try the handshake from a task (`openssl s_client -connect {address|HOST:PORT} -servername {host|HOST}`), and check the port, and the log of the server or proxy at this time.',
      variants: [
        {
          where: 'it is the plain port of Amazon MSK',
          when: /^kafka port: (?<broker>\S{1,200}):9092$/m,
          plain: 'The program uses TLS with {broker}:9092, which is the port without TLS of the Kafka brokers.',
          fix: 'Use port 9094 for TLS (9096 with SASL/SCRAM, 9098 with IAM) in the addresses of the brokers, or turn off TLS in the client (kafkajs: `ssl: false`) if the cluster allows plain connections; the security group of the brokers must allow that port.',
        },
      ],
      link: STOPPED,
      log: 'only',
      sources: ['https://github.com/nodejs/node/blob/0036caa828205fb95d6641c0f6d717f4eeb6a104/lib/_tls_wrap.js'],
    },
    {
      id: 'says-certificate',
      title: 'The program does not trust a certificate',
      pattern:
        /RemoteCertificateValidationCallback|CLIENT ALERT: Fatal - (?:Unknown CA|Bad Certificate|Certificate Expired)|self[- ]signed certificate|unable to verify the first certificate|UNABLE_TO_GET_ISSUER_CERT|unable to get (?:local )?issuer certificate|x509: cannot validate certificate for [\d.:a-f]{2,45} because|x509: certificate (?:signed by unknown authority|has expired|is valid for|relies on|is not)|CERTIFICATE_VERIFY_FAILED|certificate verify failed|PKIX path building failed|unable to find valid certification path|issued by an authority that is not trusted|\bInvalidCertificate\((?<rustls>\w{2,40})|The remote certificate is invalid|invalid peer certificate|certificate has expired|CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID|RemoteCertificateNameMismatch|Hostname\/IP does not match certificate|No subject alternative (?:DNS )?names?|SSL: no alternative certificate subject name|[Nn]o (?:native )?(?:root )?CA certificates (?:were loaded|found|could be loaded)|no valid (?:native )?root (?:CA )?certificates|unable to load root certificates|error (?:adding trust anchors|setting certificate (?:verify|file))/i,
      plain: "The program connected, but does not trust the server's certificate.",
      causes: [
        { text: 'the certificate expired', when: /expired/i },
        {
          text: 'the server is a database of RDS, and the image lacks its CA bundle (https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem)',
          unless: /expired|valid for|ALTNAME|^host: (?!\S*\.rds\.)\S/im,
        },
        {
          text: 'the image lacks the public CAs (`ca-certificates`)',
          unless: /expired|valid for|ALTNAME|^host: \S*\.rds\./im,
        },
        { text: 'the name in the address is not in the certificate', when: /valid for|ALTNAME|hostname/i },
        { text: 'the certificate is signed by a proxy or a private authority', unless: /expired|valid for|ALTNAME/i },
      ],
      fix: 'Add the CA that signed the certificate to the image (for RDS its `global-bundle.pem`, otherwise `ca-certificates`) and configure the program to use it; do not turn off verification.',
      variants: [
        {
          where: 'the image has no CA certificates at all',
          when: /no (?:native )?(?:root )?CA certificates|no valid (?:native )?root|unable to load root certificates|trust anchors|setting certificate (?:verify|file)/i,
          plain: 'The image has no CA certificates, so the program cannot open any TLS connection.',
          fix: 'Install `ca-certificates` in the final stage of the Dockerfile (Debian: `apt-get install -y ca-certificates`, Alpine: `apk add ca-certificates`; from scratch: `COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/`), then rebuild the image.',
        },
        {
          where: 'the certificate expired',
          when: /InvalidCertificate\(Expired|certificate has expired|CERT_HAS_EXPIRED|certificate (?:has )?expired|not valid after/i,
          plain: "The program connected, but the server's certificate, or one that it is signed with, has expired.",
          fix: 'Renew the certificate on the server. If that one is valid, the CA bundle in the image is old: update it (`ca-certificates`; for a database of RDS its `global-bundle.pem`) and rebuild the image.',
        },
        {
          where: 'the certificate is for another name',
          when: /InvalidCertificate\(NotValidForName|x509: cannot validate certificate for [\d.:a-f]{2,45} because it doesn't contain any IP SANs|certificate is (?:valid for|not valid for) (?<names>[^,"]{1,200})|ERR_TLS_CERT_ALTNAME_INVALID|[Hh]ostname mismatch|does not match (?:certificate|target host)|No subject alternative (?:DNS )?names?|RemoteCertificateNameMismatch/,
          plain:
            "The program connected, but the server's certificate is for another name than the one in the address[[ ({names})]].",
          fix: 'Connect by a name that the certificate holds (for RDS or ElastiCache the endpoint, not an alias or an IP address), or give the server a certificate for the name in use.',
        },
        {
          where: 'rustls names another fault of the certificate',
          when: /InvalidCertificate\((?<fault>BadEncoding|BadSignature|NotValidYet|Revoked|UnhandledCriticalExtension|InvalidPurpose|CaUsedAsEndEntity|UnsupportedCertVersion)\b/,
          plain: "The program connected, but rustls rejects the server's certificate: {fault}.",
          fix: 'Replace the certificate of {address|the server} by one without that fault ({fault}): one for a server, signed by a CA and not a CA itself, version 3, valid now and not revoked; then add the CA that signed it to the image.',
        },
        {
          where: 'the certificate has only a Common Name',
          when: /relies on legacy|certificate relies on/i,
          plain: "The server's certificate names its host only in the Common Name, which current libraries ignore.",
          fix: 'Give the server a certificate with a subject alternative name.',
        },
        ...RUNTIMES.map(({ runtime, how }) => ({
          where: `the program runs on ${runtime}, and the host is none of RDS`,
          when: new RegExp(`^runtime: ${runtime.replaceAll('.', '\\.')}$[\\s\\S]*${NOT_RDS}`, 'm'),
          fix: `Add the CA that signed the certificate of {host} to the image (\`ca-certificates\` if it is a public one), and ${how}; do not turn off verification.`,
        })),
        {
          where: 'the host is none of RDS',
          when: new RegExp(NOT_RDS, 'm'),
          fix: 'Add the CA that signed the certificate of {host} to the image (`ca-certificates` if it is a public one) and configure the program to use it; do not turn off verification.',
        },
        ...RUNTIMES.map(({ runtime, how }) => ({
          where: `the program runs on ${runtime}`,
          when: new RegExp(`^runtime: ${runtime.replaceAll('.', '\\.')}$`, 'm'),
          fix: `Add the CA that signed the certificate to the image (for RDS its \`global-bundle.pem\`, otherwise \`ca-certificates\`), and ${how}; do not turn off verification.`,
        })),
      ],
      link: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html',
      excludes: POOLS,
      log: 'only',
      sources: [
        'https://github.com/golang/go/blob/0184fe5ece4f84fda9db04d2472b76efcaa8ef55/src/crypto/x509/verify.go',
        'https://github.com/openssl/openssl/blob/0223dfcf1e4d4d6f0a9a671ce570c6a1c057fe93/crypto/x509/x509_txt.c',
        'https://github.com/nodejs/node/blob/0036caa828205fb95d6641c0f6d717f4eeb6a104/lib/internal/errors.js',
      ],
    },
  ],
} as const satisfies PatternGroup;
