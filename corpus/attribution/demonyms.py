"""Countries with their adjectives, and the capitals that stand for their governments."""

from __future__ import annotations

import functools

# country, adjectives (comma separated), capital. Forms are in lower case.
_TABLE = """
afghanistan|afghan|kabul
albania|albanian|tirana
algeria|algerian|algiers
angola|angolan|luanda
argentina|argentine,argentinian|buenos aires
armenia|armenian|yerevan
australia|australian|canberra
austria|austrian|vienna
azerbaijan|azerbaijani,azeri|baku
bahrain|bahraini|manama
bangladesh|bangladeshi|dhaka
belarus|belarusian,belarussian|minsk
belgium|belgian|brussels
bolivia|bolivian|la paz
bosnia|bosnian|sarajevo
botswana|botswanan|gaborone
brazil|brazilian|brasilia
britain|british,uk,u.k.|london
bulgaria|bulgarian|sofia
burkina faso|burkinabe|ouagadougou
cambodia|cambodian|phnom penh
cameroon|cameroonian|yaounde
canada|canadian|ottawa
chad|chadian|n'djamena
chile|chilean|santiago
china|chinese|beijing
colombia|colombian|bogota
congo|congolese|kinshasa
costa rica|costa rican|san jose
croatia|croatian|zagreb
cuba|cuban|havana
cyprus|cypriot|nicosia
czechia|czech,czech republic|prague
denmark|danish|copenhagen
ecuador|ecuadorian,ecuadorean|quito
egypt|egyptian|cairo
el salvador|salvadoran|san salvador
eritrea|eritrean|asmara
estonia|estonian|tallinn
ethiopia|ethiopian|addis ababa
finland|finnish|helsinki
france|french|paris
gambia|gambian|banjul
georgia|georgian|tbilisi
germany|german|berlin
ghana|ghanaian|accra
greece|greek|athens
guatemala|guatemalan|guatemala city
guinea|guinean|conakry
haiti|haitian|port-au-prince
honduras|honduran|tegucigalpa
hungary|hungarian|budapest
iceland|icelandic|reykjavik
india|indian|new delhi
indonesia|indonesian|jakarta
iran|iranian|tehran
iraq|iraqi|baghdad
ireland|irish|dublin
israel|israeli|jerusalem
italy|italian|rome
jamaica|jamaican|kingston
japan|japanese|tokyo
jordan|jordanian|amman
kazakhstan|kazakh,kazakhstani|astana
kenya|kenyan|nairobi
kosovo|kosovar,kosovan|pristina
kuwait|kuwaiti|kuwait city
kyrgyzstan|kyrgyz|bishkek
laos|lao,laotian|vientiane
latvia|latvian|riga
lebanon|lebanese|beirut
liberia|liberian|monrovia
libya|libyan|tripoli
lithuania|lithuanian|vilnius
luxembourg|luxembourgish|luxembourg
madagascar|malagasy|antananarivo
malawi|malawian|lilongwe
malaysia|malaysian|kuala lumpur
mali|malian|bamako
malta|maltese|valletta
mauritania|mauritanian|nouakchott
mexico|mexican|mexico city
moldova|moldovan|chisinau
mongolia|mongolian|ulaanbaatar
montenegro|montenegrin|podgorica
morocco|moroccan|rabat
mozambique|mozambican|maputo
myanmar|burmese,myanmarese,burma|naypyidaw
namibia|namibian|windhoek
nepal|nepali,nepalese|kathmandu
netherlands|dutch|the hague
new zealand|new zealander|wellington
nicaragua|nicaraguan|managua
niger|nigerien|niamey
nigeria|nigerian|abuja
north korea|north korean|pyongyang
north macedonia|macedonian|skopje
norway|norwegian|oslo
oman|omani|muscat
pakistan|pakistani|islamabad
palestine|palestinian|ramallah
panama|panamanian|panama city
paraguay|paraguayan|asuncion
peru|peruvian|lima
philippines|philippine,filipino|manila
poland|polish|warsaw
portugal|portuguese|lisbon
qatar|qatari|doha
romania|romanian|bucharest
russia|russian|moscow
rwanda|rwandan|kigali
saudi arabia|saudi,saudi arabian|riyadh
senegal|senegalese|dakar
serbia|serbian|belgrade
sierra leone|sierra leonean|freetown
singapore|singaporean|singapore
slovakia|slovak,slovakian|bratislava
slovenia|slovenian,slovene|ljubljana
somalia|somali|mogadishu
south africa|south african|pretoria
south korea|south korean|seoul
south sudan|south sudanese|juba
spain|spanish|madrid
sri lanka|sri lankan|colombo
sudan|sudanese|khartoum
sweden|swedish|stockholm
switzerland|swiss|bern
syria|syrian|damascus
taiwan|taiwanese|taipei
tajikistan|tajik|dushanbe
tanzania|tanzanian|dodoma
thailand|thai|bangkok
togo|togolese|lome
tunisia|tunisian|tunis
turkey|turkish,türkiye|ankara
turkmenistan|turkmen|ashgabat
uganda|ugandan|kampala
ukraine|ukrainian|kyiv
united arab emirates|emirati,uae|abu dhabi
united states|american,us,u.s.,usa|washington
uruguay|uruguayan|montevideo
uzbekistan|uzbek|tashkent
venezuela|venezuelan|caracas
vietnam|vietnamese|hanoi
yemen|yemeni|sanaa
zambia|zambian|lusaka
zimbabwe|zimbabwean|harare
europe|european|
scotland|scottish|edinburgh
wales|welsh|cardiff
england|english|
"""


@functools.cache
def countries() -> dict[str, str]:
    """Give for each form, in lower case, the country that it means."""
    found = {}
    for line in _TABLE.split("\n"):
        if line:
            country, adjectives, _ = line.split("|")
            found[country] = country
            found.update((form, country) for form in adjectives.split(","))
    return found


@functools.cache
def capitals() -> dict[str, str]:
    """Give for each capital the country whose government it may stand for."""
    rows = (line.split("|") for line in _TABLE.split("\n") if line)
    return {capital: country for country, _, capital in rows if capital}
