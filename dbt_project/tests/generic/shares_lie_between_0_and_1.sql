{# Fails for every figure whose unit is a share and whose value is none. #}
{% test shares_lie_between_0_and_1(model, catalogue) %}
    select figures.*
    from {{ model }} as figures
    inner join {{ catalogue }} as catalogue on figures.metric_id = catalogue.metric_id
    where catalogue.unit = 'share' and figures.value not between 0 and 1
{% endtest %}
