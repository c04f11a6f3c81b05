// Makes all pictures of the manual (docs/zh-CN/images): starts a bot of its own on fresh data, lets some people talk, and walks the console as an officer does.
//   dotnet build Bot -c Release && cd tests/Pictures && npm install && npm run make        (CHROMIUM: where the browser is)
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright-core'

const root = path.resolve(import.meta.dirname, '../..')
const images = path.join(root, 'docs/zh-CN/images')
const site = `http://127.0.0.1:${41000 + process.pid % 1000}`
const password = 'a sentence is easy'

const talks = [
  ['开始自查', '我全日制本科，若羌县水利局下属事业单位，专业技术岗，2024年7月参加工作，专业是水利，考核合格，普通话二级乙等', '不免', '查得到', '毕业证、学位证都扫了', '到时候提醒我', '有用'],
  ['自查：全日制本科，若羌县第二小学语文老师，事业编，专技岗，2023年8月入职，考核合格，普通话二甲', '到时候提醒我', '要准备哪些材料'],
  ['自查：全日制大专，若羌县企业，电力，专技岗，2024年3月上班，考核合格', '到时候提醒我', '评审结果什么时候公布'],
  ['自查：自考本科，若羌县企业，建筑', '评审结果啥时候公布啊'],
  ['自查：全日制大专，若羌县企业，专技岗，2023年10月上班，农艺', '要交报名费吗'],
  ['我是单位的经办人', '到时候提醒我', '纸质材料几点前送到'],
  ['什么时候截止', '有用'],
  ['公示要几天', '没用'],
  ['评审结果什么时候公布'],
  ['评审结果什么时候公布啊'],
  ['证书什么时候能拿到'],
]

const usual = { 学信网: '是', 学历: '本科', 学习形式: '全日制', 若羌县: '是', 单位性质: '事业单位', 专业技术岗位: '是', 起始时间: '2024-07-15', 申报专业: '水利', 考核结果: '合格', 普通话: '二级乙等' }
const staff = [
  { 编号: 'A001', ...usual }, { 编号: 'A002', ...usual, 申报专业: '林业', 普通话: '三级甲等' }, { 编号: 'A003', ...usual, 学历: '大专', 起始时间: '2024-03-01' },
  { 编号: 'A004', ...usual, 普通话: '没有' }, { 编号: 'A005', ...usual, 学习形式: '自考' }, { 编号: 'A006', ...usual, 单位性质: '企业', 学历: '博士后' },
]

async function post(url, body, token) {
  const answer = await fetch(site + url, { method: 'POST', headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify(body) })
  return answer.json()
}

async function talk(lines, number) {
  const user = `picture-${number}`
  const { token } = await post('/webchat/token', { user })
  const { conversationId } = await post('/v3/directline/conversations', {}, token)
  for (const text of lines) await post(`/v3/directline/conversations/${conversationId}/activities`, { type: 'message', from: { id: user }, text }, token)
}

async function start(data) {
  const bot = spawn('dotnet', [path.join(root, 'Bot/bin/Release/net10.0/Bot.dll'), '--urls', site],
    { env: { ...process.env, Data__Directory: data, Clock__Now: '2024-10-10T10:00:00+08:00', Redis__ConnectionString: '' } })
  let output = ''
  for (const stream of [bot.stdout, bot.stderr]) stream.on('data', d => { output += d })
  for (let tries = 0; tries < 240; tries++) {
    if (await fetch(site + '/readyz').then(r => r.ok, () => false)) return { bot, output: () => output }
    await new Promise(r => setTimeout(r, 500))
  }
  throw new Error('The bot was not ready:\n' + output)
}

async function signUp(page, output) {
  await page.goto(site + '/console/')
  let token
  for (let tries = 0; !token && tries < 120; tries++) { token = /set-up\?token=\w+/.exec(output())?.[0]; await page.waitForTimeout(500) }
  await page.goto(`${site}/console/${token}`)
  for (const [name, value] of [['name', '李科长'], ['password', password], ['again', password]]) await page.fill(`input[name=${name}]`, value)
  await page.click('.card button')
  await page.waitForSelector('main h1')
}

async function open(page, where) {
  await page.goto(`${site}/console/${where}`)
  await page.waitForSelector('main h1')
  await page.waitForFunction(() => !document.querySelector('main .loading'))
  await page.waitForTimeout(1500)
}

async function picture(page, name) {
  await page.evaluate(() => scrollTo(0, 0))
  await page.screenshot({ path: path.join(images, name + '.png'), fullPage: true })
}

async function broadcast(page) {
  await open(page, 'broadcasts')
  await page.getByText('写一条').click()
  await page.locator('#title').fill('公示提醒')
  await page.locator('#text').fill('还没有公示的同志：请在10月17日（周四）前让单位把公示贴出来，满5个工作日才能上传公示结果。')
  await page.locator('.preview .bubble').first().waitFor()
  await page.locator('#count').click()
  await page.locator('.headcount b').first().waitFor()
  await page.waitForTimeout(1000)
  await picture(page, 'broadcast')
  await page.locator('#submit').click()
  await page.locator('#confirm').click()
  await page.getByText('100%').first().waitFor()
  await page.waitForTimeout(1500)
  await picture(page, 'report')
}

async function survey(page) {
  await open(page, 'survey')
  const file = await Promise.all([page.waitForEvent('download'), page.locator('#template').click()]).then(([download]) => download.createReadStream())
  let template = ''
  for await (const part of file) template += part
  const columns = template.replace(/^\uFEFF/, '').split(/\r?\n/)[0].split(',').map(c => c.replaceAll('"', ''))
  const rows = staff.map(person => columns.map(c => Object.entries(person).find(([name]) => c.includes(name))?.[1] ?? '').join(','))
  await page.locator('input[type=file]').setInputFiles({ name: '人员.csv', mimeType: 'text/csv', buffer: Buffer.from('\uFEFF' + [columns.join(','), ...rows].join('\r\n')) })
  await page.locator('table.list').waitFor()
  await page.waitForTimeout(800)
  await picture(page, 'survey')
}

async function banner(page) {
  await open(page, 'banner')
  await page.locator('#banner-text').fill('10月12日（周六）8点到12点平台维护，网上申报暂停，请错开时间。')
  await page.locator('#put-up').click()
  await page.locator('#take-down').waitFor()
  await picture(page, 'banner')
}

async function supplement(page) {
  await open(page, 'notices')
  await page.getByText('延期或改日期').first().click()
  await page.locator('#supplement-title').fill('关于延长网上申报时间的补充通知')
  await page.locator('#supplement-text').fill('因平台维护，个人网上申报时间延长至10月31日，请相互转告。')
  await page.locator('#closes-apply').fill('2024-10-31')
  await page.locator('#check-supplement').click()
  await page.locator('#publish-supplement').waitFor()
  await page.waitForTimeout(800)
  await picture(page, 'supplement')
}

const data = await mkdtemp(path.join(tmpdir(), 'pictures-'))
const { bot, output } = await start(data)
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', env: { ...process.env, LANGUAGE: 'zh_CN' }, args: ['--lang=zh-CN', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] })
try {
  for (const [number, lines] of talks.entries()) await talk(lines, number)
  const page = await browser.newPage({ viewport: { width: 1180, height: 760 }, locale: 'zh-CN' })
  await signUp(page, output)
  await broadcast(page)
  await survey(page)
  for (const [name, where] of [['overview', ''], ['questions', 'questions'], ['people', 'people'], ['calendar', 'calendar'], ['switches', 'switches']]) {
    await open(page, where)
    await picture(page, name)
  }
  await banner(page)
  await supplement(page)
} finally {
  await browser.close()
  bot.kill('SIGTERM')
  await new Promise(r => bot.once('exit', r))
  await rm(data, { recursive: true, force: true })
}
