"""data/names/titles.tsv: offices, ranks, forms of address, prefixes. Own knowledge."""
from common import unique, write

MINISTRIES = {  # portfolio: names of the portfolio, in order
    "Foreign": ["Foreign", "External Affairs", "Foreign Affairs", "External Relations", "Foreign Relations"],
    "Defence": ["Defence", "Defense", "National Defence", "National Defense", "Armed Forces"],
    "Interior": ["Interior", "Home", "Home Affairs", "Internal Affairs", "Public Security", "Internal Security"],
    "Finance": ["Finance", "Treasury", "Economy and Finance"],
    "Justice": ["Justice"], "Health": ["Health", "Public Health"], "Education": ["Education", "Higher Education"],
    "Economy": ["Economy", "Economic Affairs", "Economics", "Economic Development"],
    "Trade": ["Trade", "Commerce", "Foreign Trade", "Trade and Industry", "International Trade"],
    "Energy": ["Energy", "Oil", "Petroleum", "Mines and Energy", "Natural Resources"],
    "Agriculture": ["Agriculture", "Farm"], "Transport": ["Transport", "Transportation", "Railways", "Infrastructure"],
    "Environment": ["Environment", "Climate"], "Information": ["Information", "Communications", "Telecommunications"],
    "Labour": ["Labour", "Labor", "Employment"], "Culture": ["Culture"], "Industry": ["Industry"],
    "Immigration": ["Immigration"], "Security": ["Security", "National Security"], "Intelligence": ["Intelligence"],
    "Development": ["Development", "International Development"], "Planning": ["Planning"],
    "Science": ["Science", "Science and Technology", "Technology"], "Tourism": ["Tourism"], "Sports": ["Sports", "Sport"],
    "Europe": ["Europe", "European Affairs"], "Religious Affairs": ["Religious Affairs"], "Unification": ["Unification"],
    "Emergencies": ["Emergency Situations", "Emergencies"], "Social Affairs": ["Social Affairs", "Welfare"],
}
RANK = {"Foreign": 700, "Defence": 690, "Interior": 670, "Finance": 660}


def minister_rows():
    for portfolio, names in MINISTRIES.items():
        forms = []
        for name in names:
            forms += [f"{name} Minister", f"Minister of {name}", f"Minister for {name}", f"{name} Secretary",
                      f"Secretary of {name}", f"Minister of the {name}", f"Secretary of State for {name}"]
        office = f"{portfolio} Minister"
        forms = [form for form in forms if form not in (office, "Secretary of Foreign", "Home Minister Secretary")]
        if portfolio == "Foreign":
            forms += ["Minister of Foreign Affairs", "Minister for Foreign Affairs", "Foreign Secretary",
                      "Minister of International Relations", "Minister of Foreign and European Affairs"]
        if portfolio == "Finance":
            forms += ["Chancellor of the Exchequer", "Treasurer", "Secretary of the Treasury"]
        if portfolio == "Interior":
            forms += ["Secretary of the Interior", "Homeland Security Secretary", "Secretary of Homeland Security"]
        yield [office, "GOV", RANK.get(portfolio, 600), "office", "|".join(unique(forms))]


OFFICES = """
President;GOV;1000;State President|Federal President|Interim President|Acting President|Transitional President|Supreme Leader and President
Prime Minister;GOV;980;Premier|Taoiseach|Premier-designate|President of the Government|Head of Government|Interim Prime Minister|Chairman of the Council of Ministers|PM|Chief Minister of the Government
Chancellor;GOV;985;Federal Chancellor
Supreme Leader;GOV;1000;Supreme Guide|Paramount Leader
King;GOV;970;HM King|Majesty
Queen;GOV;970;HM Queen
Emir;GOV;970;Amir
Sultan;GOV;960;
Emperor;GOV;960;
Shah;GOV;970;
Pope;GOV;970;Pontiff
Grand Duke;GOV;940;
Head of State;GOV;950;Chief of State
Prince;GOV;300;HRH Prince
Crown Prince;GOV;900;
Queen Consort;GOV;200;
Junta Leader;MIL;960;Chairman of the Transitional Military Council|Chairman of the Sovereign Council
Vice President;GOV;850;Vice-President|First Vice President
Deputy Prime Minister;GOV;800;Vice Premier|Deputy Premier|Vice-Premier|First Deputy Prime Minister|Vice Prime Minister
Secretary of State;GOV;760;US Secretary of State|U.S. Secretary of State
Deputy Secretary of State;GOV;500;
Assistant Secretary of State;GOV;450;
Secretary of Defense;GOV;-;-
President-elect;GOV;880;president-elect
Governor-General;GOV;500;Governor General
General Secretary;GOV;900;First Secretary|Party Secretary|Communist Party chief|Party General Secretary
National Security Adviser;GOV;550;National Security Advisor|Secretary of the Security Council|Security Council Secretary
Chief of Staff;GOV;450;Head of the Presidential Administration|Presidential Chief of Staff
Spokesperson;GOV;350;Press Secretary|Spokesman|Spokeswoman|Kremlin spokesman|White House Press Secretary|White House spokesman|Government Spokesman
Deputy Foreign Minister;GOV;480;Vice Foreign Minister|Deputy Minister of Foreign Affairs
Deputy Defence Minister;GOV;480;Deputy Defense Minister|Vice Defence Minister
Deputy Minister;GOV;400;Vice Minister|Junior Minister
Minister;GOV;500;Cabinet Minister|State Minister|Minister of State|Federal Minister|Minister without Portfolio
State Secretary;GOV;400;
Undersecretary;GOV;400;Under-Secretary|Under Secretary
Attorney General;GOV;560;Attorney-General
Ambassador to the United Nations;GOV;420;UN Ambassador|U.N. Ambassador|Permanent Representative to the United Nations|UN envoy
Ambassador;GOV;380;High Commissioner|Charge d'Affaires|Chargé d'Affaires
Envoy;GOV;380;Special Envoy|Special Representative|Presidential Envoy|Peace Envoy
Consul;GOV;250;Consul General
Central Bank Governor;GOV;460;Governor of the Central Bank
Governor;GOV;350;
Mayor;GOV;320;Lord Mayor
Premier of a region;GOV;330;Chief Minister|First Minister
Commissioner;GOV;330;
Councillor;GOV;150;State Councillor|State Councilor
Official;GOV;100;
First Lady;ELI;200;
Speaker of Parliament;LEG;600;Speaker|Parliament Speaker|Parliamentary Speaker|House Speaker|Speaker of the House|Senate President|President of the Senate|Speaker of the Parliament|Speaker of the National Assembly
Senator;LEG;300;Sen.
Member of Parliament;LEG;280;=MP|Congressman|Congresswoman|Rep.|Representative|Lawmaker|Deputy of parliament|=MEP
Chief Justice;JUD;560;President of the Supreme Court
Judge;JUD;350;Justice|Magistrate
Prosecutor General;JUD;480;Chief Prosecutor|General Prosecutor|Public Prosecutor|Prosecutor-General|State Prosecutor|Prosecutor
Chief of the General Staff;MIL;560;Army Chief of Staff|Chairman of the Joint Chiefs of Staff|Joint Chiefs Chairman|Chief of General Staff|Chief of Defence Staff|Chief of the Defence Staff|Chief of Defence|Armed Forces Chief|Military Chief|Chief of Defence Forces
Army Chief;MIL;540;Chief of Army Staff|Chief of the Army Staff|Army Commander|Army Chief
Commander-in-Chief;MIL;550;Commander in Chief|Supreme Commander
Commander;MIL;400;Cmdr.
Navy Chief;MIL;450;Chief of Naval Staff|Chief of Naval Operations
Air Force Chief;MIL;450;Chief of Air Staff|Air Chief
Intelligence Chief;SPY;500;Spy Chief|CIA Director|FBI Director|Director of National Intelligence|Mossad chief
Police Chief;COP;350;Police Commissioner|Chief of Police|Sheriff|Inspector General of Police
Secretary-General;IGO;800;Secretary General|UN Secretary-General|UN chief|U.N. chief|NATO chief|NATO Secretary General|UN Secretary General|U.N. Secretary-General|U.N. Secretary General
Director-General;IGO;700;Director General|IAEA chief|WHO chief
Deputy Secretary-General;IGO;500;
President of the European Commission;IGO;800;European Commission President|Commission President|EU Commission President
President of the European Council;IGO;790;European Council President|EU Council President
President of the European Parliament;LEG;600;European Parliament President
High Representative;IGO;700;EU foreign policy chief|EU High Representative|High Representative for Foreign Affairs|EU's top diplomat
EU Commissioner;IGO;500;European Commissioner|Trade Commissioner|Enlargement Commissioner
UN High Commissioner for Refugees;IGO;560;
UN High Commissioner for Human Rights;IGO;560;UN human rights chief|UN rights chief
UN Special Envoy;IGO;500;UN Special Representative|UN mediator
World Bank President;IGO;560;
IMF Managing Director;IGO;600;Managing Director|IMF chief
ICC Prosecutor;JUD;560;
Opposition Leader;OPP;600;Leader of the Opposition
Dissident;OPP;200;
Party Leader;PTY;400;Party Chairman|Party Chief|Party President
Presidential Candidate;PTY;350;presidential candidate|Prime ministerial candidate
Rebel Leader;REB;600;Militia Leader|Rebel Commander|Guerrilla Leader|Warlord|Taliban leader|Hezbollah leader|Hamas leader
Militant;REB;200;
Activist;CVL;200;
Chief Executive;BUS;300;=CEO|Chief Executive Officer|Managing Director of the company
Religious Leader;REL;500;
Archbishop;REL;400;
Cardinal;REL;400;
Bishop;REL;350;
Patriarch;REL;450;
Ayatollah;REL;450;Grand Ayatollah|Hojatoleslam
Imam;REL;300;Sheikh ul-Islam|Grand Imam
Rabbi;REL;250;Chief Rabbi
Mullah;REL;250;Maulana|Mulla
Dalai Lama;REL;600;
Professor;EDU;200;Prof.
Doctor;-;50;Dr.
Whistleblower;CVL;150;
"""
RANKS = """
General;MIL;Gen.|Lieutenant General|Lt. Gen.|Major General|Maj. Gen.|Brigadier General|Brig. Gen.|Army General|Colonel General|Lieutenant-General|Major-General|Brigadier-General|Lt-Gen|Maj-Gen
Colonel;MIL;Col.|Lieutenant Colonel|Lt. Col.
Major;MIL;Maj.
Captain;MIL;Capt.
Lieutenant;MIL;Lt.
Sergeant;MIL;Sgt.|Staff Sergeant
Brigadier;MIL;Brig.
Marshal;MIL;Field Marshal|Air Marshal|Air Chief Marshal|Air Vice Marshal
Admiral;MIL;Adm.|Vice Admiral|Vice Adm.|Rear Admiral|Rear Adm.
Commodore;MIL;Air Commodore
Corporal;MIL;Cpl.|Lance Corporal
Inspector;COP;Inspector General|Chief Inspector
"""
HONORIFICS = """
Mr.;Mr;|Mister
Mrs.;Mrs;
Ms.;Ms;
Miss;;
Sir;;
Dame;;
Lord;;
Lady;;
Baroness;;
Sheikh;Shaikh|Sheik;
Sayyed;Sayyid|Seyyed|Sayed;
Haji;Hajj;
Father;;
Sister;;
Brother;;
Madame;Mme|Madam;
Monsieur;;
Señor;Senor;
Herr;;
Comrade;;
Saint;;
His Excellency;H.E.|Her Excellency;
His Majesty;Her Majesty;
His Royal Highness;Her Royal Highness;
"""
PREFIXES = ["acting", "interim", "deputy", "vice", "assistant", "chief", "senior", "transitional", "caretaker", "newly elected",
            "outgoing", "incoming", "incumbent", "honorary", "principal", "designate"]
FORMERS = ["former", "ex", "ousted", "deposed", "late", "ex-", "onetime", "one-time", "erstwhile", "retired", "toppled", "exiled",
           "overthrown"]


def main():
    rows = list(minister_rows())
    for line in OFFICES.strip().split("\n"):
        office, sector, rank, names = line.split(";")
        if rank != "-":
            rows.append([office, sector.replace("-", ""), rank, "office", names])
    for line in RANKS.strip().split("\n"):
        office, sector, names = line.split(";")
        rows.append([office, sector, 300, "rank", names])
    for line in HONORIFICS.strip().split("\n"):
        office, names, more = line.split(";")
        rows.append([office, "", "", "honorific", "|".join(unique(names.split("|") + more.split("|")))])
    from common import fold
    rows += [[p, "", "", "prefix", ""] for p in PREFIXES]
    rows += [[p, "ELI", "", "former", ""] for p in FORMERS if p != "ex-"]
    taken, out = set(), []
    names_of = set(fold(r[0]) for r in rows)
    for office, sector, rank, kind, names in rows:
        keep = []
        for name in [n for n in names.split("|") if n]:
            f = fold(name.lstrip("="))
            if f == fold(office) or f in taken or f in names_of:
                continue
            taken.add(f)
            keep.append(name)
        out.append([office, sector, rank, kind, "|".join(keep), "own"])
    write("titles.tsv", """Offices, ranks, forms of address and prefixes, as they stand before or after a name. Own knowledge.
class: office (terms of persons.tsv name it; rank orders offices, 1000 highest), rank (military), honorific, prefix (before
another title), former (who follows is a former holder: sector ELI).""",
          "office sector rank class names source".split(), out)


main()
