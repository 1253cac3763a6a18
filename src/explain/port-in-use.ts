import { GUIDE, type Pattern } from './pattern.ts';

/** Two programs cannot have one port of one network. */
export const PORT_IN_USE = {
  id: 'port-in-use',
  title: 'The port is already in use',
  pattern:
    /on address \('[^']{0,60}', (?<port10>\d{1,5})\): address already in use|Connection in use: \('[^']{0,60}', (?<port11>\d{1,5})\)|EADDRINUSE: Address already in use - bind\(2\) for \S{1,60} port (?<port8>\d{1,5})|socket for address '\S{0,45}?(?<port9>\d{1,5})': Address already in use|Bind for \S{1,45}:(?<port7>\d{1,5}) failed: port is already allocated|port is already allocated|(?:EADDRINUSE: )?address already in use:? (?:[\d.:*[\]]{0,45}:)?(?<port1>\d{1,5})\b|[Pp]ort (?<port2>\d{1,5}) (?:was |is )?already in use|listen (?:tcp|udp)[46]? \S{0,45}:(?<port3>\d{1,5}): bind: address already in use|to address https?:\/\/\S{1,60}:(?<port4>\d{1,5}): address already in use|bind\(\) to \S{0,45}:(?<port5>\d{1,5}) failed \(98|Address already in use - bind\(2\) for \S{1,60} port (?<port6>\d{1,5})|EADDRINUSE|\bAddrInUse\b|\(os error 98\)|address already in use/i,
  plain: 'The port[[ {port}]] of the program is already in use.',
  causes: [
    { text: 'another container of the task listens on the same port', unless: /^containers: 1$/m },
    { text: 'a fixed `hostPort` that another task holds', when: /hostPort/i },
    'the program starts its server twice',
  ],
  fix: 'Start only one server[[ on port {port}]], and give each container of the task its own port.',
  variants: [
    {
      where: 'something on the host itself has the port',
      when: /driver failed programming external connectivity[\s\S]{0,300}?(?:userland proxy|listen (?:tcp|udp)[46]?)[\s\S]{0,100}?:(?<port>\d{1,5}): bind: address already in use/i,
      plain:
        'The host port {port} is taken on the container instance, and not by a container of Docker, which would say so: a process of the host has it (for port 53 mostly its own DNS resolver), or a task with host networking.',
      fix: 'Set `hostPort` of the port mapping to another port than {port}, or to 0 for a free one; or stop what has {port} on the instances (`sudo ss -lpn` shows it), in their user data.',
    },
    {
      where: 'Docker refuses the host port',
      when: /port is already allocated/i,
      plain: 'The host port[[ {port}]] is taken on the container instance, most likely by the old task of the service.',
      fix: 'Set `hostPort` to 0 so that each task gets a free port, or let the old task stop first (`minimum-healthy-percent: 0`).',
    },
    {
      where: 'two containers of the task map the same port',
      when: /^containers (?<first>\S{1,255}) and (?<second>\S{1,255}) both map port (?<taken>\d{1,5})$/m,
      plain: 'Containers {first} and {second} of the task both use port {taken}, and they share one network.',
      fix: 'Move one of them off port {taken}: change the port that {first} listens on (and its `containerPort`, with the target group if the load balancer uses it), and where {second} passes requests on to it.',
    },
    {
      where: 'the tasks share the network of their container instance',
      when: /^network: of the container instance$/m,
      plain:
        'The port[[ {port}]] is taken on the container instance: with host networking all its tasks share its ports, and another task, such as the old one, has this one.',
      fix: 'Let the old task stop first (`minimum-healthy-percent: 0`), place one task an instance (`distinctInstance`), or change `networkMode` to awsvpc.',
    },
    {
      where: 'another container of the task maps the port',
      when: /^port (?<taken>\d{1,5}) is of container (?<holder>\S{1,255}), wanted by container (?<wanting>\S{1,255}?)(?: with (?<variable>\S{1,255}))?$/m,
      plain:
        'Container {wanting} opens port {taken}, which belongs to container {holder}: the containers of a task share one network.',
      fix: 'Have container {wanting} listen on another port than {taken}[[ (set its `{variable}`)]], and leave {taken} to container {holder}.',
    },
    {
      where: 'no other container shares the network',
      when: /^containers: 1$|^network: of the container$/m,
      plain:
        'The port[[ {port}]] is taken by the program itself: no other container shares its network, so it opens the port twice.',
      fix: 'Open the port once: look for a second `listen` in the program[[ on port {port}]], for workers that each bind it, for a metrics or debug server on the same port, and for a watcher or reloader that starts the program again.',
    },
    {
      where: 'other containers share the network',
      when: /^containers: \d+, beside it (?<others>.+)\nnetwork: of the task$/m,
      plain:
        'The port[[ {port}]] is taken inside the task: its containers share one network, so {others} or the program itself has it.',
      fix: 'Give each container its own port: check whether {others} also uses the port[[ {port}]], and whether the program starts its server twice.',
    },
  ],
  link: `${GUIDE}/cannot-start-container.html`,
  log: true,
  sources: [
    'https://github.com/libuv/libuv/blob/6179e7af87413396d5853a1c3722c8b5749336c8/include/uv.h',
    'https://github.com/spring-projects/spring-boot/blob/c329ffa25dc160a90ebe5e4b006ad4cdf89d8683/module/spring-boot-web-server/src/main/java/org/springframework/boot/web/server/PortInUseFailureAnalyzer.java',
    'https://github.com/golang/go/blob/0226690a9b95ddafc72225f9c74cded1d72f12f5/src/net/sock_posix.go',
  ],
} as const satisfies Pattern;
