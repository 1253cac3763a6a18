// What Node.js itself costs: a process that sends one request.
const http = require('node:http');

const request = http.request(process.env.AWS_ENDPOINT_URL, { method: 'POST', agent: false });
request.on('response', (response) => response.resume());
request.on('error', () => undefined);
request.end('{}');
