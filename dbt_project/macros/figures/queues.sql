{# The cuts that queues are looked at in, and what puts both of a pair into the same member. #}
{% macro queue_cuts() %}
    {{ return({
        "all": "true",
        "category": "true",
        "region": "newer.region_id = older.region_id",
        "region_type": "newer.region_type = older.region_type",
        "city_tier": "newer.city_tier = older.city_tier",
        "income_band": "newer.income_band = older.income_band"
    }) }}
{% endmacro %}
