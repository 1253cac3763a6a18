import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findImageFault, splitImage } from '../../src/check/image-reference.ts';

const ECR = '111122223333.dkr.ecr.us-east-1.amazonaws.com';
const HEX = '5d'.repeat(32);

test.each([
  'nginx',
  'nginx:1.27',
  'nginx:latest',
  'dummy',
  'string',
  'redis:7.2.2-alpine',
  'alpine/socat:1.8.0.3',
  'a/b/c/d:1',
  '3proxy/3proxy:0.9',
  'my__app/other--name:1',
  'app:RC1',
  'app:_x',
  `app:${'t'.repeat(128)}`,
  `app@sha256:${HEX}`,
  `app:1.0@sha256:${HEX}`,
  `app@sha384:${'a'.repeat(96)}`,
  `app@sha512:${'0'.repeat(128)}`,
  'localhost/app',
  'localhost:5000/x',
  'registry:5000/team/app:1',
  'Registry.local:5000/app:1',
  'registry.example.com/app',
  '10.0.0.5:5000/app:1',
  '[::1]:5000/app:1',
  '[2001:db8::1]/app:1',
  'xn--n3h.example/app:1',
  `${ECR}/web:1`,
  `${ECR}/team/web:1f0c2a9`,
  `${ECR}/team/web@sha256:${HEX}`,
  '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/web:1',
  '111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com/web:1',
  '111122223333.dkr-ecr.eu-west-1.on.aws/web:1',
  'public.ecr.aws/nginx/nginx:1.27',
  'public.ecr.aws/docker/library/httpd:2.4',
  'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022',
  'gcr.io/google-containers/pause:3.9',
  'europe-west1-docker.pkg.dev/project/repository/nested/app:v1',
  'ghcr.io/org/app:sha-1f0c2a9',
  'quay.io/prometheus/prometheus:v3.0.0',
  'docker.io/library/nginx:1.27',
  'docker.elastic.co/kibana/kibana:8.17.0',
  'nvcr.io/nvidia/tritonserver:25.01-py3',
  `${'a'.repeat(127)}/${'b'.repeat(127)}:1`,
])('%s is an image', (image) => {
  expect(findImageFault(image)).toBeUndefined();
});

test.each([
  [`${ECR}/:1f0c2a9`, 'has no repository after its registry'],
  [`${ECR}/`, 'has no repository after its registry'],
  [`${ECR}/@sha256:${HEX}`, 'has no repository after its registry'],
  [`${ECR}/shop/:sha`, 'has a "/" at the end of its repository'],
  [`${ECR}/shop/`, 'ends with "/"'],
  [`${ECR}//web:1`, 'has "//" in its repository'],
  ['team//web:1', 'has "//" in its repository'],
  [':1.2', 'has no repository'],
  [`@sha256:${HEX}`, 'has no repository'],
  [`${ECR}/web:feature/login`, 'has the tag "feature/login", which contains a slash'],
  [`${ECR}/web:refs/heads/main`, 'has the tag "refs/heads/main", which contains a slash'],
  ['web:feature/login', 'has the tag "feature/login", which contains a slash'],
  ['team/web:feature/login', 'has the tag "feature/login", which contains a slash'],
  [`sha256:${HEX}`, 'is a digest without a repository'],
  [HEX, 'is a digest without a repository'],
  [`web@sha256:${HEX.slice(1)}`, 'has a digest of 63 digits; sha256 has 64'],
  [`web@sha256:${HEX}0`, 'has a digest of 65 digits; sha256 has 64'],
  [`web@sha256:${HEX.toUpperCase()}`, 'has a digest with characters other than 0-9 and a-f'],
  [`web@sha256:${HEX}@sha256:${HEX}`, 'has a digest with characters other than 0-9 and a-f'],
  [`web@${HEX}`, 'has a digest without "sha256:" in front'],
  [`web@md5:${'a'.repeat(32)}`, 'has a digest of the unknown kind "md5"'],
  ['web@', 'ends with "@" but has no digest'],
  ['web:1@', 'ends with "@" but has no digest'],
  ['a:1,b:latest', 'is more than one image'],
  ['a:1\nb:latest', 'is more than one image'],
  ['a:1 b:latest', 'is more than one image'],
  ['a:1;b:2', 'is more than one image'],
  ['app:1 ', 'starts or ends with a space'],
  ['\tapp:1', 'starts or ends with a space'],
  ['app:1,', 'starts or ends with a space, line break or comma'],
  ['image=a:1', 'starts with "image="'],
  ['IMAGE_URI=a:1', 'starts with "IMAGE_URI="'],
  ['image: a:1', 'starts with "image:"'],
  ['"a:1"', 'contains a quote'],
  ["'a:1'", 'contains a quote'],
  ['a:"1"', 'contains a quote'],
  [ECR, 'is a registry without a repository'],
  ['ghcr.io', 'is a registry without a repository'],
  ['registry.example.com:5000', 'is a registry without a repository'],
  ['localhost:5000', 'is a registry without a repository'],
  ['undefined', 'is the text of a missing value'],
  ['null', 'is the text of a missing value'],
  [`${ECR}/undefined:1`, 'has "undefined" in its repository'],
  ['undefined/web:1', 'has "undefined" in its repository'],
  [`${ECR}/web:undefined`, 'has "undefined" as its tag'],
  [`${ECR}/web:null`, 'has "null" as its tag'],
  ['12345678901.dkr.ecr.us-east-1.amazonaws.com/web:1', 'has an AWS account ID of 11 digits, "12345678901"'],
  ['1111222233334.dkr.ecr.us-east-1.amazonaws.com/web:1', 'has an AWS account ID of 13 digits'],
  ['111122223333.dkr.ecr.amazonaws.com/web:1', 'has no Region in its ECR host name'],
  ['111122223333.dkr.ecr..amazonaws.com/web:1', 'has the registry "111122223333.dkr.ecr..amazonaws.com"'],
  ['.dkr.ecr.us-east-1.amazonaws.com/web:1', 'has the registry ".dkr.ecr.us-east-1.amazonaws.com"'],
  ['-x.example.com/web:1', 'has the registry "-x.example.com"'],
  ['registry.example.com:port/web', 'has "port" as the port of its registry'],
  ['localhost:/web', 'has "" as the port of its registry'],
  ['ghcr.io/Org/app:1', 'has a capital letter in its repository'],
  ['MyOrg/web:1', 'has a capital letter in its repository'],
  [`${ECR}/Web:1`, 'has a capital letter in its repository'],
  ['web_:1', 'has "web_" in its repository'],
  ['a..b:1', 'has "a..b" in its repository'],
  ['team/-web:1', 'has "-web" in its repository'],
  ['web!', 'has "web!" in its repository'],
  ['wéb:1', 'has "wéb" in its repository'],
  [`${'a'.repeat(256)}:1`, 'has a repository of 256 characters'],
  [`app:${'t'.repeat(129)}`, 'has a tag of 129 characters'],
  ['app:', 'ends with ":" but has no tag'],
  [`app:@sha256:${HEX}`, 'ends with ":" but has no tag'],
  ['app:-1', 'has the tag "-1", which starts with "-"'],
  ['app:.hidden', 'has the tag ".hidden", which starts with "."'],
  ['app:1.0+build.5', 'has the tag "1.0+build.5", which contains "+"'],
  ['app:1:2', 'has two tags, "1" and "2"'],
  ['https://registry.example.com/app:1', 'is a URL'],
  ['docker://app:1', 'is a URL'],
  ['/app:1', 'starts with "/": its registry is missing'],
])('%s %s', (image, what) => {
  expect(findImageFault(image)?.what).toContain(what);
});

test('whatever the grammar generates is an image, and parses back into its parts', () => {
  const component = fc.stringMatching(/^[a-z0-9]{1,8}((\.|_|__|-{1,2})[a-z0-9]{1,4}){0,2}$/);
  const parts = fc.record(
    {
      registry: fc.stringMatching(/^[a-z][a-z0-9]{0,8}\.example(:[1-9]\d{0,3})?$/),
      repository: fc
        .array(component, { minLength: 2, maxLength: 4 })
        .map((names) => names.join('/'))
        .filter((repository) => !/undefined|null|^localhost\/|^[^/]*\./.test(repository)),
      tag: fc.stringMatching(/^\w[\w.-]{0,20}$/).filter((tag) => !/^(undefined|null)$/.test(tag)),
      digest: fc.stringMatching(/^sha256:[0-9a-f]{64}$/),
    },
    { requiredKeys: ['repository'] },
  );
  fc.assert(
    fc.property(parts, ({ registry, repository, tag, digest }) => {
      const image = [registry && `${registry}/`, repository, tag && `:${tag}`, digest && `@${digest}`].join('');
      expect(findImageFault(image)).toBeUndefined();
      expect(splitImage(image)).toEqual({
        ...(registry === undefined ? {} : { registry }),
        repository,
        ...(tag === undefined ? {} : { tag }),
        ...(digest === undefined ? {} : { digest }),
      });
    }),
  );
});

test('any text is judged, and in linear time', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void findImageFault(text)));
  for (const text of ['a-'.repeat(50_000), 'a/'.repeat(50_000), '='.repeat(100_000), 'a.'.repeat(50_000)]) {
    expect(findImageFault(text)).toBeDefined();
  }
});
