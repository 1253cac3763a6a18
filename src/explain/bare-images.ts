/** Public images without the tools that health checks mostly call, and the check that they have instead. */
const IMAGES: readonly { image: RegExp; tool: RegExp; what: string; use: string; source: string }[] = [
  {
    image: /(?:^|\/)aws-otel-collector(?::|@|$)/u,
    tool: /\b(?:sh|curl|wget|nc)\b|^CMD-SHELL/u,
    what: 'has no shell and no curl',
    use: '["CMD", "/healthcheck"], which the image brings along',
    source: 'https://github.com/aws-observability/aws-otel-collector/issues/2034',
  },
  {
    image: /(?:^|\/)opentelemetry-collector(?:-contrib|-k8s)?(?::|@|$)/u,
    tool: /\b(?:sh|curl|wget|nc)\b|^CMD-SHELL/u,
    what: 'has no shell and no curl',
    use: 'no `healthCheck`, and the condition START in `dependsOn`',
    source: 'https://github.com/open-telemetry/opentelemetry-collector-releases/issues/866',
  },
  {
    image: /(?:^|\/)splunk-otel-collector(?::|@|$)/u,
    tool: /\bcurl\b|\bwget\b/u,
    what: 'has no curl in its PATH',
    use: '["CMD", "/usr/lib/splunk-otel-collector/agent-bundle/bin/curl", "-f", "http://localhost:13133"], or no `healthCheck`',
    source: 'https://github.com/signalfx/splunk-otel-collector/issues/1945',
  },
  {
    image: /(?:^|\/)fluent\/fluent-bit:(?!\S*debug)/u,
    tool: /\b(?:sh|curl|wget|nc)\b|^CMD-SHELL/u,
    what: 'has no shell and no curl',
    use: 'no `healthCheck` and the condition START in `dependsOn`, or the `-debug` variant of the image',
    source: 'https://github.com/fluent/fluent-bit-docker-image/issues/34',
  },
  {
    image: /^gcr\.io\/distroless\/(?!\S*:debug)|^cgr\.dev\/chainguard\/(?!\S*-dev\b)/u,
    tool: /\b(?:sh|curl|wget|nc)\b|^CMD-SHELL/u,
    what: 'has no shell and no curl',
    use: 'a command of your own program with CMD, such as ["CMD", "/app/healthcheck"]',
    source: 'https://github.com/GoogleContainerTools/distroless/issues/183',
  },
  {
    image: /(?:^|\/)(?:alpine(?::\S{1,100})?|(?:node|python|ruby|redis|postgres):\S*alpine\S*)$/u,
    tool: /\bcurl\b/u,
    what: 'is Alpine without curl',
    use: '`wget -q --spider` instead of curl, which Alpine has',
    source: 'https://github.com/department-of-veterans-affairs/lighthouse-saml-proxy/pull/47',
  },
  {
    image: /(?:^|\/)(?:node|python|ruby):\S*slim\S*/u,
    tool: /\b(?:curl|wget)\b/u,
    what: 'is slim, without curl and wget',
    use: 'a line in the language of the program (`node -e "fetch(…)"`, `python -c "import urllib.request; …"`), or install curl in the Dockerfile',
    source: 'https://github.com/getwud/wud/issues/524',
  },
];

/** What a health check calls that a well-known image does not have. */
export function lacksTool(image: string, command: readonly string[]): string | undefined {
  const line = command.join(' ').slice(0, 2_000);
  const found = IMAGES.find((one) => one.image.test(image) && one.tool.test(line));
  if (found === undefined) return undefined;
  const tool = /\b(?:curl|wget|nc)\b/u.exec(line)?.[0] ?? 'a shell';
  return `health check calls ${tool}, and the image ${image} ${found.what}; use ${found.use}`;
}
