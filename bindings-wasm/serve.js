// `node serve.js PORT`: the quiz in a browser.
import { serve } from './server.js';

const port = Number(process.argv[2] ?? 8080);
try {
  await serve(port);
  console.log(`The quiz: http://localhost:${port}/demo/ (Ctrl+C stops it)`);
} catch (error) {
  console.error(`Port ${port} cannot be used (${error.code}); try another: make web-serve PORT=8081`);
  process.exitCode = 1;
}
