-- Asks for the paths of a file in turn, as one who is signed in where a cookie is named.
-- wrk -s paths.lua URL -- FILE [FILE OF THE COOKIE]

local here = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
local told = dofile(here .. "told.lua")
local paths, at = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    table.insert(paths, line)
  end
  if arguments[2] then
    wrk.headers["Cookie"] = io.open(arguments[2]):read("*l")
  end
end

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end

done = told
