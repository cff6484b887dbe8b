"""Words by which a page says that it is not the page: tables for preserve.stubs. Lower case; looked for in the title and the first words."""

from __future__ import annotations

# (condition, why, phrases). Written as the services and sites write them.
STUBS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "block",
        "a check for robots",
        (
            "just a moment...", "attention required! | cloudflare", "checking your browser before", "verify you are human", "verifying you are human",
            "ddos protection by", "please enable js and disable any ad blocker", "pardon our interruption", "incapsula incident id", "are you a robot",
            "please enable cookies. sorry, you have been blocked", "sorry, you have been blocked", "complete the security check", "unusual traffic from your",
            "enable javascript and cookies to continue", "please complete the captcha", "performing security verification",
            "安全验证", "完成验证后即可继续访问", "请完成验证", "请完成安全验证", "访问过于频繁", "人机验证", "滑动验证", "环境异常", "安全驗證", "請完成驗證",
        ),
    ),
    (
        "block",
        "access denied",
        (
            "access denied", "access to this page has been denied", "you don't have permission to access", "403 forbidden", "401 unauthorized", "error 1020",
            "not available in your country", "not available in your region", "unavailable for legal reasons", "429 too many requests", "503 service unavailable",
            "访问被拒绝", "拒绝访问", "您的访问被", "没有权限访问", "无权访问", "禁止访问", "您所在的地区", "存取被拒", "拒絕存取", "沒有權限",
            "འཛུལ་མི་ཆོག", "ལྟ་བའི་དབང་ཆ་མེད",
        ),
    ),
    (
        "block",
        "a log-in",
        (
            "log in to continue", "log in to facebook", "sign in to continue", "sign in to view", "please log in to view", "you must log in", "you must be logged in",
            "login required", "sign up to see", "subscribe to continue reading", "请登录后查看", "登录后查看", "登录后继续", "请先登录", "需要登录", "請登入", "登入後", "請先登入",
            "ནང་འཛུལ་གནང་རོགས",
        ),
    ),
    ("block", "nothing without scripts", ("you need to enable javascript to run this app", "please enable javascript to continue", "javascript is disabled in your browser", "请启用javascript", "请开启javascript")),
    (
        "removed",
        "a removed notice",
        (
            "has been removed", "has been deleted", "no longer available", "is no longer online", "410 gone", "this content isn't available", "content unavailable",
            "video unavailable", "account suspended", "this tweet is unavailable", "this post is unavailable",
            "已被发布者删除", "已被删除", "此内容因违规无法查看", "内容因违规", "无法查看", "已被屏蔽", "已停止访问", "该账号已", "已下架", "不存在或已", "不存在或暂无", "已被刪除", "已刪除", "無法查看",
            "བསུབས་ཟིན",
        ),
    ),
    (
        "removed",
        "page not found",
        (
            "page not found", "404 not found", "404 - not found", "error 404", "404 error", "not found (404)", "page cannot be found", "page could not be found",
            "page you requested could not", "page you are looking for", "page doesn't exist", "page does not exist",
            "页面不存在", "页面未找到", "页面没有找到", "找不到页面", "找不到该页", "您访问的页面", "网页不存在", "文章不存在", "内容不存在", "頁面不存在", "找不到頁面", "找不到網頁", "您要查看的页面",
            "ཤོག་ངོས་འདི་མི་འདུག", "ཤོག་ངོས་རྙེད་མ་སོང", "ཤོག་ངོས་མི་འདུག",
        ),
    ),
)  # fmt: skip
