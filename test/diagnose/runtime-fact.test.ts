import { expect, it } from 'vitest';
import { runtimeFact } from '../../src/watch/diagnose/runtime-fact.ts';

it.each([
  ['Node.js', ['Error: self-signed certificate', '    at /app/node_modules/pg-pool/index.js:45:11']],
  [
    'Python',
    ['ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed (_ssl.c:1006)'],
  ],
  ['Java', ['Caused by: javax.net.ssl.SSLHandshakeException: PKIX path building failed']],
  ['Go', ['2026/09/01 10:00:02 tls: failed to verify certificate: x509: certificate signed by unknown authority']],
  ['.NET', ['Unhandled exception. System.Security.Authentication.AuthenticationException: invalid']],
  ['Ruby', ["/app/lib/client.rb:12:in 'connect': certificate verify failed (OpenSSL::SSL::SSLError)"]],
  ['PHP', ['PHP Warning:  stream_socket_client(): SSL operation failed in /app/src/Client.php:31']],
])('knows %s by what it alone writes', (runtime, lines) => {
  expect(runtimeFact(['starting', ...lines, 'done'])).toEqual([`runtime: ${runtime}`]);
});

it('claims no runtime where nothing tells it', () => {
  expect(runtimeFact(['starting', 'cannot connect', '{"level":"error"}'])).toEqual([]);
});
