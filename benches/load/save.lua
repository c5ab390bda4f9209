-- Saves an answer of another application with each request, as its person, by the form of the page: with the cookie of the
-- session, the token of the form, the origin, and the version of the answer that the person saw.
-- wrk -t1 -s save.lua URL -- FILE
-- Each line of the file: session, token of forms, edition, code of the enterprise, version of the answer.

local here = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
local told = dofile(here .. "told.lua")
local savers, at, value = {}, 0, 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local session, token, edition, uscc, version = line:match("^(%S+)\t(%S+)\t(%S+)\t(%S+)\t(%d+)$")
    table.insert(savers, {
      session = session,
      token = token,
      path = "/claims/sz-sustainable-enterprise/" .. edition .. "/" .. uscc .. "/items/6.1.6.c",
      version = tonumber(version),
    })
  end
  value = os.time() % 1000000
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  wrk.headers["Origin"] = string.format("%s://%s:%s", wrk.scheme, wrk.host, wrk.port)
end

local tried = false

function request()
  -- the first is made to look at and never sent
  if not tried then
    tried = true
    return wrk.format("GET", "/healthz")
  end
  at = at % #savers + 1
  value = value + 1
  local saver = savers[at]
  wrk.headers["Cookie"] = "duheng_session=" .. saver.session
  local body = string.format(
    "token=%s&v-liabilities-2025=%d&f-liabilities-2025=%d&u-liabilities-2025=%%E4%%B8%%87%%E5%%85%%83&do=save",
    saver.token, saver.version, value)
  saver.version = saver.version + 1
  return wrk.format("POST", saver.path, wrk.headers, body)
end

done = told
