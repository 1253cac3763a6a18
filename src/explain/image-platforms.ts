import { GUIDE, ON_FARGATE, type Pattern } from './pattern.ts';

const PAGE = `${GUIDE}/task_cannot_pull_image.html`;

/** Images for another processor or system than that of the task. */
export const IMAGE_PLATFORMS = [
  {
    id: 'image-wrong-platform',
    title: 'The image is built for another processor or system',
    pattern:
      /(?:does not contain descriptor matching platform|no matching manifest for|no match for platform(?: in manifest)?:?|does not match the specified platform: wanted) ?'?(?<platform>[a-z]{1,20}\/[\w/]{1,40})?/i,
    plain: 'The image has no variant for {platform|the platform of the task}, so it cannot run there.',
    causes: [
      { text: 'the image was built on a Mac with Apple silicon or on an ARM runner', unless: /linux\/arm|windows\// },
      { text: 'the image was built on an x86-64 machine or runner', when: /linux\/arm/ },
      {
        text: '`runtimePlatform.cpuArchitecture` names the other architecture',
        unless: /^cpuArchitecture: none$/m,
      },
      {
        text: '`runtimePlatform.cpuArchitecture` is missing, and then means X86_64',
        when: /^cpuArchitecture: none$/m,
        unless: /linux\/arm|windows\//,
      },
    ],
    fix: 'Build for the platform of the task (`docker buildx build --platform {platform|linux/amd64}`), or set `runtimePlatform.cpuArchitecture` to what the image is built for.',
    variants: [
      {
        where: 'the task runs on Windows, and the definition says on which',
        when: /windows\/amd64(?: (?<version>10\.0\.\d{4,6}))?[\s\S]*^operating system: (?<family>\w{3,60})$/m,
        plain:
          'The task runs on Windows ({family}[[, build {version}]]), and the image has no variant for that: it is a Linux image, or one for another Windows version.',
        fix: 'Build the image on a Windows base image of the same version[[ ({version})]] as {family}; or, for a Linux image, set `runtimePlatform.operatingSystemFamily` to LINUX, else to the Windows version that the image was built on.',
      },
      {
        where: 'the task runs on Windows',
        when: /windows\/amd64(?: (?<version>10\.0\.\d{4,6}))?/,
        plain:
          'The task runs on Windows[[ (build {version})]], and the image has no variant for that: it is a Linux image, or one for another Windows version.',
        fix: 'Build the image on a Windows base image of the same version[[ ({version})]] as the host; or, for a Linux image, run it on Linux instances (`runtimePlatform.operatingSystemFamily` LINUX).',
      },
      {
        where: 'the text names both platforms',
        when: /image platform \(?'?(?<built>linux\/[\w/]{3,20})\)?'? does not match the specified platform: wanted '?(?<wanted>linux\/[\w/]{3,20})/i,
        plain: 'The image is built for {built}, and the task runs on {wanted}.',
        fix: 'Build for the platform of the task (`docker buildx build --platform {wanted}`), or set `runtimePlatform.cpuArchitecture` to that of the image ({built}; amd64 is X86_64, arm64 is ARM64).',
      },
      {
        where: 'the task runs on x86-64',
        when: /linux\/(?:amd64|x86_64)(?:[\s\S]*^asked image: (?<image>\S{1,300})$)?/m,
        fix: 'Build[[ {image}]] for the platform of the task (`docker buildx build --platform linux/amd64`), or, for an ARM image, set `runtimePlatform.cpuArchitecture` to `ARM64`.',
      },
      {
        where: 'the task runs on ARM',
        when: /linux\/arm64(?:[\s\S]*^asked image: (?<image>\S{1,300})$)?/m,
        fix: 'Build[[ {image}]] for the platform of the task (`docker buildx build --platform linux/arm64`), or, for an x86-64 image, set `runtimePlatform.cpuArchitecture` to `X86_64`.',
      },
    ],
    link: PAGE,
    noRetryHelps: true,
  },
  {
    id: 'image-wrong-system',
    title: 'The image is built for another operating system',
    pattern:
      /image operating system "?(?<system>\w{1,40})"? cannot be used on this platform|Windows version \S{1,40} image is incompatible|container operating system does not match the host operating system/i,
    plain: 'The image was built for a different operating system or Windows version than the one the task runs on.',
    causes: [
      '`runtimePlatform.operatingSystemFamily` does not match the base image',
      {
        text: 'the container instances run another version of Windows Server than the image was built on',
        unless: ON_FARGATE,
      },
    ],
    fix: 'Set `runtimePlatform.operatingSystemFamily` to the operating system of the image, or build the image for the version that the task runs on.',
    variants: [
      {
        where: 'the task definition asks for a version of Windows',
        when: /host operating system[\s\S]*^asks for (?<family>WINDOWS_SERVER_(?<release>\w{4,20}?)_(?:CORE|FULL))$/m,
        plain: 'The image was built for another version of Windows than the task definition asks for, {family}.',
        fix: 'Build the image on a base image of that version (tag `ltsc{release}`, such as mcr.microsoft.com/windows/servercore:ltsc{release}), or set `runtimePlatform.operatingSystemFamily` from {family} to the version of the image: Windows containers run only on the version that they were built for.',
      },
      {
        where: 'the image is for Windows, the task runs on Linux',
        when: /image operating system "?windows/i,
        plain: 'The image was built for Windows, and the task runs on Linux.',
        fix: 'Build the image for Linux (a Linux base image, `docker buildx build --platform linux/amd64`), or run the task on Windows (`runtimePlatform.operatingSystemFamily`, such as WINDOWS_SERVER_2022_CORE).',
      },
      {
        where: 'the image is for Linux, the task runs on Windows',
        when: /image operating system "?linux/i,
        plain: 'The image was built for Linux, and the task runs on Windows.',
        fix: 'Set `runtimePlatform.operatingSystemFamily` to LINUX, or build the image on a Windows base image of the same version as the task.',
      },
    ],
    link: `${GUIDE}/windows_task_definitions.html`,
    noRetryHelps: true,
  },
] as const satisfies readonly Pattern[];
