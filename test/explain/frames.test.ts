import { describe, expect, it } from 'vitest';
import { ownPlace } from '../../src/explain/frames.ts';

describe('the first place of the own code in a stack trace', () => {
  it.each<[string, string[], number, string | undefined]>([
    [
      'Go, below a library',
      [
        'panic: boom',
        '',
        'goroutine 1 [running]:',
        'gorm.io/gorm.Open(...)',
        '\t/go/pkg/mod/gorm.io/gorm@v1.25.7/gorm.go:206 +0x1',
        'main.main()',
        '\t/src/main.go:24 +0x1a5',
      ],
      0,
      '/src/main.go:24',
    ],
    [
      'Node, below a library',
      [
        'TypeError: x is not a function',
        '    at Layer.handle (/app/node_modules/express/lib/router/layer.js:95:5)',
        '    at start (file:///app/dist/server.js:12:7)',
      ],
      0,
      '/app/dist/server.js:12',
    ],
    [
      'Python, innermost last',
      [
        'Traceback (most recent call last):',
        '  File "/app/main.py", line 3, in <module>',
        '  File "/app/shop/orders.py", line 41, in total',
        '  File "/usr/local/lib/python3.12/decimal.py", line 8, in x',
        "TypeError: unsupported operand type(s) for +: 'int' and 'str'",
      ],
      4,
      '/app/shop/orders.py:41',
    ],
    [
      'Java, below its frameworks',
      [
        'Exception in thread "main" java.lang.NullPointerException',
        '\tat java.base/java.util.Objects.requireNonNull(Objects.java:233)',
        '\tat com.acme.shop.Orders.total(Orders.java:57)',
      ],
      0,
      'Orders.java:57',
    ],
    [
      '.NET',
      [
        'Unhandled exception. System.NullReferenceException: Object reference not set to an instance of an object.',
        '   at Shop.Program.Main(String[] args) in /src/Program.cs:line 9',
      ],
      0,
      '/src/Program.cs:9',
    ],
    [
      'Ruby',
      ["/app/config.ru:3:in 'block in <main>': undefined method 'call' for nil (NoMethodError)"],
      0,
      '/app/config.ru:3',
    ],
    ['PHP', ['PHP Fatal error:  Uncaught TypeError: x in /app/public/index.php:12'], 0, '/app/public/index.php:12'],
    ['Rust', ["thread 'main' panicked at src/main.rs:12:44:", 'index out of bounds'], 0, 'src/main.rs:12'],
    ['libraries alone', ['Error: x', '    at a (/app/node_modules/x/index.js:1:1)'], 0, undefined],
    ['no stack', ['Error: x'], 0, undefined],
  ])('%s', (_, lines, index, place) => expect(ownPlace(lines, index)).toBe(place));
});
