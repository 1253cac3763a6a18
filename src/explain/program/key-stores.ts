import { GUIDE, type Pattern } from '../pattern.ts';

/** A store of keys or certificates, or an encrypted key, that its password does not open, in the words of each library. */
export const KEY_STORE_PASSWORD = {
  id: 'says-key-store-password',
  title: 'The password does not open a certificate or key store',
  pattern:
    /\bmac verify (?:failure|error)\b|specified network password is not correct|password may be incorrect|keystore password was incorrect|keystore was tampered with, or password was incorrect|pkcs12: decryption password incorrect|x509: decryption password incorrect|Invalid password or PKCS12 data|Bad decrypt\. Incorrect password|Password was not given but private key is encrypted|PEM routines:{1,2}\w{0,30}:{0,2}bad password read|UnrecoverableKeyException: (?:Cannot recover key|Get Key failed)|ERR_OSSL_(?:EVP_BAD_DECRYPT|PKCS12_MAC_VERIFY_FAILURE)/i,
  plain:
    'The program opens a certificate or key store, or an encrypted key, with a password that does not fit it, or with none.',
  causes: [],
  fix: 'Give the container the password of this certificate, key or store in `secrets`, with no newline at its end, under the name that the program reads; after a renewal the file and its password must change together.',
  variants: [
    {
      where: 'one variable of the container holds such a password, another the path',
      when: /^password: (?<variable>\w{0,60}(?:CERT|PFX|P12|PKCS|KEY_?STORE|TRUST_?STORE|SSL|TLS)\w{0,60}) from (?<source>.{1,300}) of container (?<holder>[^\s,]{1,255})$/im,
      fix: 'Compare {variable} of container {holder}, which comes from {source}, with the password that the certificate or store in the image or volume was exported with (no newline at its end; file and password change together), correct it, then deploy again: running tasks keep the old value.',
    },
    {
      where: 'it is a certificate of Kestrel, and a variable holds its path',
      when: /^key store: \S{1,80} of container (?<holder>[^\s,]{1,255}) is (?<path>\S{1,300}), password in (?<variable>\w{1,100})$/m,
      plain: 'The program opens {path} with a password that does not fit it, or with none.',
      fix: 'Set {variable} in `secrets` of container {holder} to the password that {path} was exported with, with no newline at its end; after a renewal the file and its password must change together.',
    },
    {
      where: 'a variable of the container holds the path',
      when: /^key store: (?<variable>\S{1,80}) of container (?<holder>[^\s,]{1,255}) is (?<path>\S{1,300})$/m,
      plain:
        'The program opens {path} ({variable} of container {holder}) with a password that does not fit it, or with none.',
      fix: 'Give the container the password that {path} was made with in `secrets`, with no newline at its end, under the name that the program reads; after a renewal the file and its password must change together.',
    },
  ],
  link: `${GUIDE}/specifying-sensitive-data.html`,
  log: 'only',
  excludes: ['says-https-no-certificate', 'says-key-wrong', 'says-key-format', 'error-certificate', 'says-certificate'],
  sources: ['https://github.com/openssl/openssl/blob/0223dfcf1e4d4d6f0a9a671ce570c6a1c057fe93/crypto/pkcs12/pk12err.c'],
} as const satisfies Pattern;
