/** A certificate for AWS's host names that nobody but these tests trusts, until 2126, and its key. */
export const CERTIFICATE = toPem('CERTIFICATE', [
  'MIIB1DCCAXmgAwIBAgIUDu6XPGROYJ8/XSd5JlqMBEuadLIwCgYIKoZIzj0EAwIw',
  'EjEQMA4GA1UEAwwHTm90IEFXUzAgFw0yNjExMjkxODUyMDdaGA8yMTI2MTEwNTE4',
  'NTIwN1owEjEQMA4GA1UEAwwHTm90IEFXUzBZMBMGByqGSM49AgEGCCqGSM49AwEH',
  'A0IABPicBw0565T8Srok1acBDbm7SzR2OCx4w9eGKX/ayU9Z6Nx7hA+w0xpbkkpD',
  'D+DeoLq2nn/O0TnTWF3O3GglZnCjgaowgacwHQYDVR0OBBYEFGkS+jnl7/tgw6f+',
  'fTXMxoJ2EEx3MB8GA1UdIwQYMBaAFGkS+jnl7/tgw6f+fTXMxoJ2EEx3MA8GA1Ud',
  'EwEB/wQFMAMBAf8wVAYDVR0RBE0wS4IPKi5hbWF6b25hd3MuY29tghkqLnVzLWVh',
  'c3QtMS5hbWF6b25hd3MuY29tgh0qLmVjci51cy1lYXN0LTEuYW1hem9uYXdzLmNv',
  'bTAKBggqhkjOPQQDAgNJADBGAiEA0PsDUhe+9pXXPiC5wX+HEheeMTbhDOT3Z1ey',
  'h8mTJ3oCIQDu3PghI6nK6Kpj4MUE7ML5URHHq+56ZfYZ8UM2asggfw==',
]);

export const KEY = toPem('PRIVATE KEY', [
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQguzUHl1z/mS0dfexo',
  'ca/m9sabdOF3BEXqh5Y+7ifS8oqhRANCAAT4nAcNOeuU/Eq6JNWnAQ25u0s0djgs',
  'eMPXhil/2slPWejce4QPsNMaW5JKQw/g3qC6tp5/ztE501hdztxoJWZw',
]);

function toPem(label: string, lines: string[]): string {
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
