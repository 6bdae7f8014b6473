"""Words of the names of countries and peoples, as features.normal leaves them: what two texts share by being of one country."""

from __future__ import annotations

COUNTRY_WORDS = frozenset(
    """
afghan afghani afghanistan albania albanian algeria algerian america american andorra angola angolan anguilla antigua antille
arab arabia argentina argentine argentinian armenia armenian aruba aussie australia australian austria austrian azerbaijan
azerbaijani azeri bahama bahamian bahrain bahraini baloch bangla bangladesh bangladeshi barbadian barbado barbuda bdesh belaru
belarusian belgian belgium belize belizean benin beninese bermuda bhutan bhutanese bissau-guinean bolivia bolivian bosnia
bosnia- bosnian botswana botswanan brazil brazilian britain british brunei bulgaria bulgarian burkina burkinabe burkinabè
burma burmese burundi burundian caledonia cambodia cambodian cameroon cameroonian canada canadian cayman ceylon chad chadian
chile chilean china chinese colombia colombian comorian comoro congo congo-brazzaville congo-kinshasa congolese cote croatia
croatian cuba cuban cypriot cypru czech czechia czechoslovakia danish denmark djibouti djiboutian dominica dominican drc dutch
ecuador ecuadorean ecuadorian egypt egyptian emirate emirati england english eritrea eritrean estonia estonian eswatini
ethiopia ethiopian europe european falkland faroe faso fiji fijian filipino finland finnish france french gabon gabonese
gambia gambian gazan georgia georgian german germany ghana ghanaian gibraltar greece greek greenland grenada guadeloupe guam
guatemala guatemalan guernsey guiana guinea guinea-bissau guinean guyana guyanese haiti haitian herzegovina holland hondura
honduran hungarian hungary iceland icelandic india indian indon indonesia indonesian iran iranian iraq iraqi ireland irish
israel israeli italian italy ivorian ivory jamaica jamaican japan japanese jersey jordan jordanian kazakh kazakhstan kenya
kenyan kiribati korea korean kosovar kosovo kurd kurdish kuwait kuwaiti kyrgyz kyrgyzstan lanka lankan laos laotian latvia
latvian lebanese lebanon leone leonean lesotho leste liberia liberian libya libyan liechtenstein lithuania lithuanian
luxembourg luxembourgish macao macedonia macedonian madagascar malagasy malawi malawian malaysia malaysian maldive maldivian
mali malian malta maltese martinique mauritania mauritanian mauritian mauritiu mayotte mexican mexico micronesia moldova
moldovan monaco mongolia mongolian montenegrin montenegro montserrat moroccan morocco mozambican mozambique myanmar namibia
namibian nauru nepal nepalese nepali netherland nicaragua nicaraguan niger nigeria nigerian nigerien nkorea nkorean norway
norwegian nz oman omani pak pakistan pakistani palau palestine palestinian panama panamanian papua paraguay paraguayan peru
peruvian philippine png poland polish polynesia portugal portuguese qatar qatari reunion rican rico romania romanian russia
russia-ukraine russian rwanda rwandan safrica safrican salvadoran salvadorean samoa samoan sao saudi scotland scottish senegal
senegalese serbia serbian seychelle seychelloi singapore singaporean skorea skorean slovak slovakia slovenia slovenian somali
somalia somalian soviet spain spanish sri ssudan sudan sudanese suriname surinamese swaziland sweden swedish swiss switzerland
syria syrian taiwan taiwanese tajik tajikistan tanzania tanzanian thai thailand timor timor-leste timorese tobago togo
togolese tome tonga tongan trinidad trinidadian tunisia tunisian turkey turkish turkiye turkmen turkmenistan tuvalu türkiye
uae uganda ugandan uk ukraine ukrainian uruguay uruguayan usa ussr uzbek uzbekistan vanuatu vatican venezuela venezuelan
verdean viet vietnam vietnamese wale welsh yemen yemeni yugoslavia zaire zairean zambia zambian zealand zealander zim zimbabwe
zimbabwean
""".split()
)
