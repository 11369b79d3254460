// The same cut as in search.py.
var splitQuery = (query) =>
  (query.match(/[\u3400-\u9fff]+|[A-Za-z0-9_.%]+/g) || []).flatMap((run) =>
    run[0] < "\u3400" || run.length < 3 ? [run] : Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2)));
