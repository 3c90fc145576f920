using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Customers;

/// <summary>Invented names, places and telephone numbers. No number with these leading digits is ever assigned.</summary>
internal static class Names
{
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";

    private const string Given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉秀珍建国志红梅文辉宇浩佳欣雨泽晨思琪子轩梓涵嘉豪春生福海云凤莲松柏清远德胜永康庆祥雪琴晓东立新美玲";

    private static readonly string[] Cities = ["云岭", "青川", "澜江", "白河", "松原谷", "临湖", "南屏", "安泽"];

    private static readonly string[] Districts = ["青禾", "柳湾", "石桥", "梅溪", "东岭", "沙洲", "桐山", "荷塘", "北渡", "西麓", "枫林", "银杏"];

    private static readonly string[] Stations = ["白石", "望江", "双桥", "清泉", "栗园", "马坪", "长堤", "竹溪", "古井", "茶亭", "红土", "花溪", "三汊", "蓝田", "水磨", "大垭"];

    private static readonly string[] Streets = ["解放", "新华", "建设", "和平", "光明", "胜利", "幸福", "文化", "朝阳", "团结", "友谊", "东风", "桃源", "迎春", "学府", "滨江", "龙泉", "凤鸣", "翠竹", "银河", "丰收", "富强", "长虹", "金桂"];

    private static readonly string[] Villages = ["李家湾", "上河", "下坝", "石桥头", "大槐树", "三棵松", "柳树坪", "新民", "后山", "杨梅坳", "前进", "黄泥岗", "双井", "枣园", "竹林", "沙坝"];

    private static readonly string[] Estates = ["锦绣花园", "阳光小区", "翠湖名苑", "桂花苑", "盛世佳园", "文景苑", "春江里", "和顺家园", "紫荆里", "安居苑", "百合园", "金色家园"];

    public static string City(Chance chance) => chance.Pick(Cities);

    public static string District(int index) => Districts[index % Districts.Length] + (index < Districts.Length ? "" : Ordinal(index / Districts.Length));

    public static string Station(int index) => Stations[index % Stations.Length] + (index < Stations.Length ? "" : Ordinal(index / Stations.Length));

    public static string Street(Chance chance, bool village) => village ? chance.Pick(Villages) + "村" : chance.Pick(Streets) + chance.Pick(["路", "路", "街", "巷"]);

    public static string Estate(Chance chance) => chance.Pick(Estates);

    public static string Person(Chance chance)
    {
        var name = Letter(Surnames, chance) + Letter(Given, chance);
        return chance.Happens(0.75f) ? name + Letter(Given, chance) : name;
    }

    public static string Business(Life life, Chance chance)
    {
        var owner = Letter(Given, chance) + Letter(Given, chance);
        return life switch
        {
            Life.Shop => owner + chance.Pick(["便利店", "超市", "服装店", "五金店", "理发店", "药房", "水果店", "手机店"]),
            Life.Restaurant => owner + chance.Pick(["饭店", "面馆", "火锅店", "小吃店", "酒家", "烧烤店"]),
            Life.Farm => owner + chance.Pick(["种植专业合作社", "农场", "养殖场", "灌溉站"]),
            Life.Workshop => owner + chance.Pick(["机械加工厂", "木器厂", "塑料制品厂", "汽车修理厂", "纸箱厂", "食品加工厂", "制衣厂"]),
            Life.School => owner + chance.Pick(["小学", "中学", "幼儿园"]),
            Life.Lighting => "市政路灯管理处",
            Life.Office => owner + chance.Pick(["社区服务中心", "会计事务所", "快递站", "诊所", "科技有限公司"]),
            Life.Charging => owner + "充电站",
            Life.SolarPlant => owner + "光伏电站",
            Life.Construction => owner + "建筑工地临时用电",
            _ => Person(chance),
        };
    }

    public static string Phone(Chance chance) => "100" + chance.Below(100_000_000).ToString("D8", System.Globalization.CultureInfo.InvariantCulture);

    private static string Letter(string from, Chance chance) => from[chance.Below(from.Length)].ToString();

    private static string Ordinal(int n) => n switch { 1 => "东", 2 => "西", 3 => "南", 4 => "北", _ => n.ToString(System.Globalization.CultureInfo.InvariantCulture) };
}
